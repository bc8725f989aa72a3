-- The ledger, version 1. Every table says in its first line what a row is. `PRAGMA application_id` is 0x53656c6e ("Seln"),
-- `PRAGMA user_version` the version. Once a version is released its step is frozen: what is new comes in a step of its own.
--
-- Three kinds of tables:
--   facts     what was added and found. Append-only: triggers refuse UPDATE and DELETE; what corrects a row is a row
--             with a later number that names it in `supersedes`.
--   user      what people did to claims. Append-only as well; an undoing is a row.
--   derived   (names begin with `now_`) what follows from the two. May be dropped and made again at any time, and is
--             then the same.
--
-- Offsets are Unicode code points of article.text, half open. Instants are ISO 8601 in UTC where they are the program's,
-- as printed where they are an article's. Hashes are SHA-256.

-- facts ---------------------------------------------------------------------------------------------------------------

-- One run of a program that wrote: with which program, pipelines, knowledge base and encoder.
CREATE TABLE run (
  id         INTEGER PRIMARY KEY,
  started    TEXT NOT NULL,
  program    TEXT NOT NULL,            -- selon 0.1.0
  extractor  TEXT NOT NULL             -- JSON object: pipeline of each language, knowledge base, encoder
) STRICT;

-- Bytes as they came: a file, a page of an archive, an entry of a feed. Several articles may come from one.
CREATE TABLE original (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB NOT NULL UNIQUE,
  size       INTEGER NOT NULL,         -- of the bytes before compression
  media_type TEXT,                     -- text/html, text/plain, application/x-ndjson …
  encoding   TEXT,                     -- as decoded: UTF-8, windows-1252 …
  bytes      BLOB NOT NULL             -- compressed with Zstandard
) STRICT;

-- One article, as published. Its number is the order in which it was added.
CREATE TABLE article (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB NOT NULL UNIQUE,     -- of its canonical fields (store/key.rs): the same article is added once
  name       TEXT NOT NULL,            -- Article.id
  url        TEXT,
  outlet     TEXT,                     -- as named on the page
  outlet_kb  TEXT,                     -- in the knowledge base
  voice      TEXT NOT NULL,            -- who speaks in it, for counting: outlet_kb, else the folded outlet, else the site, else article:ID
  title      TEXT,
  byline     TEXT,
  published  TEXT,                     -- as the record has it
  dated      TEXT,                     -- where that is from (selon_record::Dated)
  earliest   INTEGER,                  -- first second it can have been published (Unix), by `published`
  latest     INTEGER,                  -- one past the last
  language   TEXT NOT NULL,
  text       TEXT NOT NULL,
  place      TEXT NOT NULL,            -- file and line it was read from
  original   INTEGER REFERENCES original,
  run        INTEGER NOT NULL REFERENCES run,
  supersedes INTEGER REFERENCES article -- another version under the same name
) STRICT;
CREATE INDEX article_name ON article (name);
CREATE INDEX article_supersedes ON article (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX article_earliest ON article (earliest);
CREATE INDEX article_voice ON article (voice);

-- A place where an article credits an agency (selon_record::Credit).
CREATE TABLE credit (
  article    INTEGER NOT NULL REFERENCES article,
  position   INTEGER NOT NULL,
  agency     TEXT NOT NULL,
  kb         TEXT,
  form       TEXT NOT NULL,
  part       TEXT NOT NULL,
  "start"    INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- The reading of an article, whole: its record as JSON without the article's text, compressed with Zstandard.
CREATE TABLE reading (
  article    INTEGER PRIMARY KEY REFERENCES article,
  record     BLOB NOT NULL
) STRICT;

-- One assertion of a reading.
CREATE TABLE assertion (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article,
  name       TEXT NOT NULL,            -- Assertion.id within the reading
  parent     INTEGER REFERENCES assertion DEFERRABLE INITIALLY DEFERRED,
  form       TEXT NOT NULL,
  act        TEXT NOT NULL,
  level      TEXT NOT NULL,
  polarity   TEXT NOT NULL,
  confidence REAL NOT NULL,
  content    TEXT NOT NULL,            -- its attributed words, the parts joined by " … "
  source_kind    TEXT,                 -- null where nobody is named and in the article's own voice
  source_name    TEXT,
  source_unnamed TEXT,
  source_kb      TEXT,                 -- of its entity
  source_outlet  TEXT                  -- the outlet it is or speaks in, in the knowledge base's name
) STRICT;
CREATE INDEX assertion_article ON assertion (article);
CREATE INDEX assertion_source ON assertion (source_kb) WHERE source_kb IS NOT NULL;

-- The evidence of an assertion: its words in the article.
CREATE TABLE span (
  assertion  INTEGER NOT NULL REFERENCES assertion,
  role       TEXT NOT NULL,            -- content | cue | source | certainty
  "start"    INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  PRIMARY KEY (assertion, role, "start", "end")
) STRICT, WITHOUT ROWID;

-- One step of an assertion's chain of sources, outermost first (position 0 is the article).
CREATE TABLE link (
  assertion  INTEGER NOT NULL REFERENCES assertion,
  position   INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  kb         TEXT,
  PRIMARY KEY (assertion, position)
) STRICT, WITHOUT ROWID;

-- One mention of an entity.
CREATE TABLE entity (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article,
  "start"    INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  type       TEXT NOT NULL,
  name       TEXT NOT NULL,            -- its fullest name in the article
  kb         TEXT,
  key        TEXT NOT NULL             -- what it is compared by: kb, else type and folded name
) STRICT;
CREATE INDEX entity_article ON entity (article);
CREATE INDEX entity_key ON entity (key, article);

-- One time expression.
CREATE TABLE time (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article,
  "start"    INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  type       TEXT NOT NULL,
  value      TEXT NOT NULL,
  "from"     TEXT,
  "to"       TEXT,
  grain      TEXT
) STRICT;
CREATE INDEX time_article ON time (article);
CREATE INDEX time_from ON time ("from") WHERE "from" IS NOT NULL;

-- One quantity.
CREATE TABLE quantity (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article,
  "start"    INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  dimension  TEXT NOT NULL,
  unit       TEXT,
  value      REAL,
  low        REAL,
  high       REAL,
  approximate INTEGER NOT NULL,
  "of"       TEXT
) STRICT;
CREATE INDEX quantity_article ON quantity (article);

-- What stands in the content of an assertion.
CREATE TABLE assertion_entity   (assertion INTEGER NOT NULL REFERENCES assertion, entity   INTEGER NOT NULL REFERENCES entity,   PRIMARY KEY (assertion, entity))   STRICT, WITHOUT ROWID;
CREATE TABLE assertion_time     (assertion INTEGER NOT NULL REFERENCES assertion, time     INTEGER NOT NULL REFERENCES time,     PRIMARY KEY (assertion, time))     STRICT, WITHOUT ROWID;
CREATE TABLE assertion_quantity (assertion INTEGER NOT NULL REFERENCES assertion, quantity INTEGER NOT NULL REFERENCES quantity, PRIMARY KEY (assertion, quantity)) STRICT, WITHOUT ROWID;
CREATE INDEX assertion_entity_entity ON assertion_entity (entity);
CREATE INDEX assertion_quantity_quantity ON assertion_quantity (quantity);

-- A row of the knowledge base that readings rely on (selon_record::Knowledge). The first one met stays.
CREATE TABLE knowledge (
  kb         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  class      TEXT,
  country    TEXT,
  source     TEXT NOT NULL,
  date       TEXT NOT NULL,
  licence    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Two articles that share words which were copied. `a` was added before `b`; that says nothing of who copied.
CREATE TABLE copy (
  id         INTEGER PRIMARY KEY,
  a          INTEGER NOT NULL REFERENCES article,
  b          INTEGER NOT NULL REFERENCES article,
  kind       TEXT NOT NULL,            -- identical | near | partial
  direction  TEXT NOT NULL,            -- forward (b from a) | backward (a from b) | common (both from a third) | unknown
  jaccard    REAL NOT NULL,            -- of their word 5-grams
  share_a    REAL NOT NULL,            -- of a's words, those in copied passages
  share_b    REAL NOT NULL,
  reasons    TEXT NOT NULL,            -- JSON list of {reason, favours: forward|backward|common, detail}
  UNIQUE (a, b)
) STRICT;
CREATE INDEX copy_b ON copy (b);

-- A passage that stands in both, aligned.
CREATE TABLE passage (
  copy       INTEGER NOT NULL REFERENCES copy,
  a_start    INTEGER NOT NULL,
  a_end      INTEGER NOT NULL,
  b_start    INTEGER NOT NULL,
  b_end      INTEGER NOT NULL,
  PRIMARY KEY (copy, a_start, b_start)
) STRICT, WITHOUT ROWID;

-- What two assertions of different articles have to do with each other; `a` was added before `b`.
CREATE TABLE relation (
  id         INTEGER PRIMARY KEY,
  a          INTEGER NOT NULL REFERENCES assertion,
  b          INTEGER NOT NULL REFERENCES assertion,
  kind       TEXT NOT NULL,            -- same | contradiction | update
  type       TEXT,                     -- of the latter two: number | date | place | polarity | attribution | other; of same: partial or nothing
  confidence REAL NOT NULL,
  reasons    TEXT NOT NULL,            -- JSON list of {slot, a, b, verdict}
  UNIQUE (a, b)
) STRICT;
CREATE INDEX relation_b ON relation (b);
CREATE INDEX relation_type ON relation (type) WHERE type IS NOT NULL;

-- What could not be read, and why. The same failure of the same bytes at the same place is one row.
CREATE TABLE failure (
  id         INTEGER PRIMARY KEY,
  run        INTEGER NOT NULL REFERENCES run,
  place      TEXT NOT NULL,
  reason     TEXT NOT NULL,            -- JSON: code and details, worded where it is shown
  sha256     BLOB                      -- of the bytes, where they were had
) STRICT;
CREATE INDEX failure_place ON failure (place);

-- user ----------------------------------------------------------------------------------------------------------------

-- What somebody did: joined two claims, took assertions out of one, parted or joined articles in the counting of origins.
CREATE TABLE edit (
  id         INTEGER PRIMARY KEY,
  at         TEXT NOT NULL,
  who        TEXT,
  kind       TEXT NOT NULL,            -- join (claims) | take_out (assertions of a claim) | part (an edge does not hold) | tie (an edge holds) | undo
  what       TEXT NOT NULL,            -- JSON: join, take_out: a list of assertions; part, tie: {a, b}, nodes of origins; undo: null
  why        TEXT,
  undoes     INTEGER REFERENCES edit
) STRICT;

-- derived -------------------------------------------------------------------------------------------------------------

-- The claim that an assertion is part of. A claim is named by the number of its first assertion.
CREATE TABLE now_claim (
  assertion  INTEGER PRIMARY KEY REFERENCES assertion,
  claim      INTEGER NOT NULL,         -- after what users decided
  found      INTEGER NOT NULL          -- by what was found the same (claims/partition.rs)
) STRICT;
CREATE INDEX now_claim_claim ON now_claim (claim);
CREATE INDEX now_claim_found ON now_claim (found);

-- A claim of more than one article, or with a contradiction, summed up for lists and facets.
CREATE TABLE now_summary (
  claim      INTEGER PRIMARY KEY,
  title      TEXT NOT NULL,            -- the content that stands for it
  assertions INTEGER NOT NULL,
  articles   INTEGER NOT NULL,
  outlets    INTEGER NOT NULL,
  at_least   INTEGER NOT NULL,         -- origins
  at_most    INTEGER NOT NULL,
  first_seen INTEGER,                  -- Unix seconds: the middle of when the earliest dated article can have been published
  last_seen  INTEGER,
  contradictions INTEGER NOT NULL,
  updates    INTEGER NOT NULL,
  hedge_loss INTEGER NOT NULL,         -- steps on which a hedge was lost
  source_loss INTEGER NOT NULL
) STRICT;
CREATE INDEX now_summary_rank ON now_summary (outlets DESC, at_least, claim);

-- MinHash bands of articles, and winnowed fingerprints of their passages.
CREATE TABLE now_band (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) STRICT, WITHOUT ROWID;
CREATE TABLE now_print (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) STRICT, WITHOUT ROWID;

-- What an assertion is found by when another one asks for its like, and the numbers it is compared by.
CREATE TABLE now_key (key INTEGER NOT NULL, assertion INTEGER NOT NULL, PRIMARY KEY (key, assertion)) STRICT, WITHOUT ROWID;
CREATE TABLE now_statement (
  assertion  INTEGER PRIMARY KEY REFERENCES assertion,
  sketch     BLOB,                     -- selon_sentence::Sketch of its vector
  statement  BLOB NOT NULL             -- selon_ledger::claims::Statement with its vector
) STRICT;
-- What the statements of an article share: what it is about.
CREATE TABLE now_background (article INTEGER PRIMARY KEY REFERENCES article, background BLOB NOT NULL) STRICT;

-- full text -----------------------------------------------------------------------------------------------------------

CREATE VIRTUAL TABLE article_text USING fts5 (title, text, content = 'article', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE assertion_text USING fts5 (content, source_name, content = 'assertion', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
