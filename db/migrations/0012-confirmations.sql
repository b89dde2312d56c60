-- A person has looked at an annotation again under a version of the scheme, and left it as it is. One row for each annotation that
-- was confirmed; the version of all others is that of the newest change that a person made to them.
CREATE TABLE confirmation (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  document_id INTEGER REFERENCES document, -- NULL for a relation across documents or between entities
  span_id INTEGER REFERENCES span,
  relation_id INTEGER REFERENCES relation,
  label_id INTEGER REFERENCES label,
  version_id INTEGER NOT NULL REFERENCES scheme_version,
  analyst BLOB NOT NULL, -- uid, as in the journal
  at TEXT NOT NULL,
  change_id INTEGER NOT NULL REFERENCES change,
  CHECK ((span_id IS NOT NULL) + (relation_id IS NOT NULL) + (label_id IS NOT NULL) = 1)
) STRICT;

CREATE INDEX confirmation_document ON confirmation (document_id);

CREATE INDEX confirmation_span ON confirmation (span_id, version_id) WHERE span_id IS NOT NULL;

CREATE INDEX confirmation_relation ON confirmation (relation_id, version_id) WHERE relation_id IS NOT NULL;

CREATE INDEX confirmation_label ON confirmation (label_id, version_id) WHERE label_id IS NOT NULL;
