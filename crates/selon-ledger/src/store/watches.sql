-- user: watches -------------------------------------------------------------------------------------------------------

-- A question that somebody wants to hear of when its answer changes.
CREATE TABLE watch (
  id         INTEGER PRIMARY KEY,
  at         TEXT NOT NULL,
  name       TEXT NOT NULL,
  question   TEXT NOT NULL,            -- as the address of the story page has it: q=morts&against=number
  webhook    TEXT                      -- an address that is told
) STRICT;

-- A watch that nobody wants any more.
CREATE TABLE watch_end (
  watch      INTEGER PRIMARY KEY REFERENCES watch,
  at         TEXT NOT NULL
) STRICT;

-- Something new in the answer, with what the claim came to then. The greatest numbers of a claim are what the next answer is
-- compared with; the first row of each is of kind `known`: it was there when the watch began.
CREATE TABLE watch_event (
  id         INTEGER PRIMARY KEY,
  watch      INTEGER NOT NULL REFERENCES watch,
  at         TEXT NOT NULL,
  kind       TEXT NOT NULL,            -- known | claim | origin | contradiction | update
  claim      INTEGER NOT NULL,
  title      TEXT NOT NULL,
  outlets    INTEGER NOT NULL,
  at_least   INTEGER NOT NULL,
  at_most    INTEGER NOT NULL,
  contradictions INTEGER NOT NULL,
  updates    INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_event_state ON watch_event (watch, claim, at_least, contradictions, updates);
CREATE INDEX watch_event_news ON watch_event (watch, id) WHERE kind <> 'known';

-- Somebody has seen all events up to this one (0: none yet).
CREATE TABLE watch_visit (
  id         INTEGER PRIMARY KEY,
  watch      INTEGER NOT NULL REFERENCES watch,
  at         TEXT NOT NULL,
  event      INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_visit_watch ON watch_visit (watch, id);

-- The webhook was told of all events up to this one, or why it could not be.
CREATE TABLE watch_sent (
  id         INTEGER PRIMARY KEY,
  watch      INTEGER NOT NULL REFERENCES watch,
  at         TEXT NOT NULL,
  event      INTEGER NOT NULL,
  error      TEXT
) STRICT;
CREATE INDEX watch_sent_watch ON watch_sent (watch, id);
