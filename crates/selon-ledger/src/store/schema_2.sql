-- The ledger, version 2: what claims are found and counted by, so that a list of them can be narrowed as quickly as it is read.

-- What each claim is found by: a row is one value of one of its assertions or articles. Values of a kind:
--   entity, place   entity.key of what it speaks of; place for places, entity for all else
--   outlet          article.voice
--   language        article.language
--   source          on whose word: assertion.source_kind; without any, `author` for the article's own voice, else `none`
--   certainty       assertion.level
--   against         of what disagrees with it: `update`, or the type of a contradiction
--   published       when its articles were: a day, else a month, else a year (ISO 8601), as precisely as they say; of an
--                   uncertain instant its middle
--   about           the days it speaks of, up to a week; else the months, up to one; else the years, up to one
CREATE VIEW now_found (claim, kind, value) AS
  SELECT c.claim, CASE e.type WHEN 'place' THEN 'place' ELSE 'entity' END, e.key
    FROM now_claim c JOIN assertion_entity n ON n.assertion = c.assertion JOIN entity e ON e.id = n.entity
  UNION ALL
  SELECT c.claim, 'source', coalesce(a.source_kind, CASE a.form WHEN 'plain' THEN 'author' ELSE 'none' END)
    FROM now_claim c JOIN assertion a ON a.id = c.assertion
  UNION ALL
  SELECT c.claim, 'certainty', a.level FROM now_claim c JOIN assertion a ON a.id = c.assertion
  UNION ALL
  SELECT c.claim, 'outlet', r.voice
    FROM now_claim c JOIN assertion a ON a.id = c.assertion JOIN article r ON r.id = a.article
  UNION ALL
  SELECT c.claim, 'language', r.language
    FROM now_claim c JOIN assertion a ON a.id = c.assertion JOIN article r ON r.id = a.article
  UNION ALL
  SELECT c.claim, 'published',
         strftime(CASE WHEN r.latest - r.earliest <= 4 * 86400 THEN '%Y-%m-%d' WHEN r.latest - r.earliest <= 35 * 86400 THEN '%Y-%m'
                       ELSE '%Y' END, r.earliest + (r.latest - 1 - r.earliest) / 2, 'unixepoch')
    FROM now_claim c JOIN assertion a ON a.id = c.assertion JOIN article r ON r.id = a.article
    WHERE r.latest - r.earliest <= 370 * 86400
  UNION ALL
  SELECT c.claim, 'about', date(t."from", 'start of day', format('+%d days', nth.day))
    FROM now_claim c JOIN assertion_time m ON m.assertion = c.assertion JOIN time t ON t.id = m.time
    JOIN (SELECT 0 AS day UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
          UNION ALL SELECT 6) nth
      ON julianday(t."from", 'start of day', format('+%d days', nth.day)) < julianday(t."to")
    WHERE julianday(t."to") - julianday(t."from") <= 7
  UNION ALL
  SELECT c.claim, 'about',
         strftime(CASE WHEN julianday(t."to") - julianday(t."from") <= 31 THEN '%Y-%m' ELSE '%Y' END,
                  CASE side.last WHEN 0 THEN julianday(t."from") ELSE julianday(t."to") - 0.0001 END)
    FROM now_claim c JOIN assertion_time m ON m.assertion = c.assertion JOIN time t ON t.id = m.time
    JOIN (SELECT 0 AS last UNION ALL SELECT 1) side
    WHERE julianday(t."to") - julianday(t."from") > 7 AND julianday(t."to") - julianday(t."from") <= 366
  UNION ALL
  SELECT c.claim, 'against', CASE x.kind WHEN 'update' THEN 'update' ELSE coalesce(x.type, 'other') END
    FROM now_claim c JOIN relation x ON x.a = c.assertion JOIN now_claim o ON o.assertion = x.b
    WHERE x.kind IN ('contradiction', 'update') AND o.claim <> c.claim
  UNION ALL
  SELECT c.claim, 'against', CASE x.kind WHEN 'update' THEN 'update' ELSE coalesce(x.type, 'other') END
    FROM now_claim c JOIN relation x ON x.b = c.assertion JOIN now_claim o ON o.assertion = x.a
    WHERE x.kind IN ('contradiction', 'update') AND o.claim <> c.claim;

-- The same of each claim that is summed up, as a JSON list of "kind:value", each once and in order.
ALTER TABLE now_summary ADD COLUMN facets TEXT NOT NULL DEFAULT '[]';

-- The same the other way round: the claims that are found by a value.
CREATE TABLE now_facet (
  kind       TEXT NOT NULL,
  value      TEXT NOT NULL,
  claim      INTEGER NOT NULL,
  PRIMARY KEY (kind, value, claim)
) STRICT, WITHOUT ROWID;

UPDATE now_summary SET facets = (
  SELECT json_group_array(facet)
  FROM (SELECT DISTINCT kind || ':' || value AS facet FROM now_found
        WHERE claim = now_summary.claim AND value IS NOT NULL ORDER BY 1));
INSERT INTO now_facet (kind, value, claim)
  SELECT substr(f.value, 1, instr(f.value, ':') - 1), substr(f.value, instr(f.value, ':') + 1), s.claim
  FROM now_summary s, json_each(s.facets) f;
