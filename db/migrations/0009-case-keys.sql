-- The key by which a proposal of another run is recognised holds the uid of its type instead of the name, so that a renamed type
-- keeps its earlier decisions. `case_key`, `occurrence` and `with_key` are functions of the program.
CREATE TEMP TABLE rekeyed_case (id INTEGER PRIMARY KEY, old BLOB NOT NULL, new BLOB NOT NULL);
INSERT INTO rekeyed_case (id, old, new)
  SELECT c.id, c.case_key, case_key(d.uid, t.uid, coalesce(u.text, ''), occurrence(x.text, coalesce(u.text, ''), c.start))
  FROM review_case c JOIN document d ON d.id = c.document_id JOIN document_text x ON x.document_id = d.id
    JOIN term t ON t.id = c.type_id LEFT JOIN surface u ON u.id = c.surface_id
  WHERE c.span_id IS NOT NULL;
INSERT INTO rekeyed_case (id, old, new)
  SELECT c.id, c.case_key, case_key(d.uid, t.uid,
      lower(hex(case_key(d.uid, tf.uid, coalesce(uf.text, ''), occurrence(x.text, coalesce(uf.text, ''), coalesce(f.start, 0)))))
      || ' ' || lower(hex(case_key(d.uid, tt.uid, coalesce(ut.text, ''), occurrence(x.text, coalesce(ut.text, ''), coalesce(o.start, 0))))), 0)
  FROM review_case c JOIN document d ON d.id = c.document_id JOIN document_text x ON x.document_id = d.id
    JOIN term t ON t.id = c.type_id JOIN relation r ON r.id = c.relation_id
    JOIN span f ON f.id = r.from_span JOIN term tf ON tf.id = f.type_id LEFT JOIN surface uf ON uf.id = f.surface_id
    JOIN span o ON o.id = r.to_span JOIN term tt ON tt.id = o.type_id LEFT JOIN surface ut ON ut.id = o.surface_id;

CREATE TEMP TABLE rekeyed (old BLOB PRIMARY KEY, new BLOB NOT NULL);
INSERT OR IGNORE INTO rekeyed (old, new) SELECT old, new FROM rekeyed_case ORDER BY id;
-- Decisions whose proposal is gone: what was recorded of it gives the same old key, unless its article has changed since.
INSERT OR IGNORE INTO rekeyed (old, new)
  SELECT g.case_key, case_key(g.document, t.uid, g.words, g.nth)
  FROM (
    SELECT e.case_key, d.uid AS document, e.proposed ->> 'type' AS type, e.proposed ->> 'text' AS words,
      occurrence(x.text, e.proposed ->> 'text', coalesce(e.proposed ->> '$.fragments[0][0]', 0)) AS nth
    FROM decision e JOIN document d ON d.id = e.document_id JOIN document_text x ON x.document_id = d.id) g
    JOIN term t ON t.kind = 'span' AND t.owner_id IS NULL AND t.name = g.type
  WHERE case_key(g.document, g.type, g.words, g.nth) = g.case_key;

UPDATE review_case SET case_key = (SELECT new FROM rekeyed_case k WHERE k.id = review_case.id)
  WHERE id IN (SELECT id FROM rekeyed_case);
UPDATE decision SET case_key = (SELECT new FROM rekeyed k WHERE k.old = decision.case_key)
  WHERE case_key IN (SELECT old FROM rekeyed);
-- The images in the journal too, or the rows would not be what it says.
UPDATE change_row SET
    before = with_key(before, (SELECT new FROM rekeyed k WHERE k.old = unhex(before ->> 'key'))),
    after = with_key(after, (SELECT new FROM rekeyed k WHERE k.old = unhex(after ->> 'key')))
  WHERE kind = 'decision';
DROP TABLE rekeyed_case;
DROP TABLE rekeyed;
