-- Review: what was decided about the proposals of source sets, for a target set, and what could not be placed.

-- One a target set. Its sources are all other sets whose proposals have cases for it.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  target_id INTEGER NOT NULL UNIQUE REFERENCES annotation_set,
  blind REAL NOT NULL DEFAULT 0 CHECK (blind BETWEEN 0 AND 1), -- share of documents whose proposals stay hidden until they are done
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

-- What an analyst decided about one proposal. The proposal and the result are told by uid, without a foreign key: a decision
-- outlives the model's set, so that the same proposal of its next run is known by its key.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  review_id INTEGER NOT NULL REFERENCES review,
  document_id INTEGER REFERENCES document, -- NULL for a relation across documents
  proposal BLOB NOT NULL, -- uid of a span or relation
  case_key BLOB NOT NULL, -- digest of document, quote, occurrence and type
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'skipped', 'flagged')),
  result BLOB, -- uid of the span or relation in the target set
  reason TEXT NOT NULL DEFAULT '',
  follows BLOB, -- the decision of an earlier run that this one repeats
  analyst BLOB NOT NULL, -- uid, as in the journal
  at TEXT NOT NULL,
  proposed TEXT NOT NULL CHECK (json_valid(proposed)), -- type, quote, place, score and model as they were: half of a training pair
  change_id INTEGER NOT NULL REFERENCES change,
  UNIQUE (review_id, proposal)
) STRICT;
CREATE INDEX decision_key ON decision (review_id, case_key);
CREATE INDEX decision_document ON decision (document_id);

-- Derived: one row for each proposal of a source set, with what the queue filters and sorts by. Written from spans, relations and
-- decisions, never journalled, and can be made anew at any time.
CREATE TABLE review_case (
  id INTEGER PRIMARY KEY,
  review_id INTEGER NOT NULL REFERENCES review,
  source_id INTEGER NOT NULL REFERENCES annotation_set,
  document_id INTEGER REFERENCES document,
  span_id INTEGER REFERENCES span,
  relation_id INTEGER REFERENCES relation,
  case_key BLOB NOT NULL,
  type_id INTEGER NOT NULL REFERENCES term,
  surface_id INTEGER REFERENCES surface,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  score REAL,
  disagreement INTEGER NOT NULL, -- so many of the other sets say something else at this place
  state INTEGER NOT NULL DEFAULT 0, -- 0 open 1 accepted 2 corrected 3 rejected 4 skipped 5 flagged 6 superseded
  CHECK ((span_id IS NULL) <> (relation_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX review_case_span ON review_case (span_id, review_id) WHERE span_id IS NOT NULL;
CREATE UNIQUE INDEX review_case_relation ON review_case (relation_id, review_id) WHERE relation_id IS NOT NULL;
CREATE INDEX review_case_source ON review_case (review_id, source_id, state);
CREATE INDEX review_case_score ON review_case (review_id, score) WHERE state = 0;
CREATE INDEX review_case_type ON review_case (review_id, type_id, score) WHERE state = 0;
CREATE INDEX review_case_group ON review_case (review_id, surface_id, type_id) WHERE state = 0;
CREATE INDEX review_case_place ON review_case (review_id, document_id, start) WHERE state = 0;
CREATE INDEX review_case_document ON review_case (document_id);
CREATE INDEX review_case_set ON review_case (source_id);
CREATE INDEX review_case_surface ON review_case (surface_id, state);

-- What a file said and no place in the article could be found for: listed, mended by hand, exported, never dropped.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  set_id INTEGER NOT NULL REFERENCES annotation_set,
  document_id INTEGER REFERENCES document,
  kind TEXT NOT NULL CHECK (kind IN ('span', 'claim', 'relation')),
  state TEXT NOT NULL CHECK (state IN ('open', 'placed', 'dismissed')),
  reason TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)), -- the proposal as the file had it
  result BLOB, -- uid of what was made of it
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;
CREATE INDEX quarantine_set ON quarantine (set_id, state);
CREATE INDEX quarantine_document ON quarantine (document_id);
