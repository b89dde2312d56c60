-- Schema 12, application_id 0x504f5354. Made by scripts/make-schema-snapshot.ts from db/migrations; do not edit.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holder ( -- programs that have the project open; SQLite cannot say who holds a lock
  id INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 -- highest journal seq seen from this device: together the project's version vector
) STRICT;

CREATE TABLE term ( -- stable identity of a type, attribute, slot …: a rename rewrites no annotation
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('span', 'relation', 'label', 'attribute', 'slot', 'layer')),
  name TEXT NOT NULL,
  owner_id INTEGER REFERENCES term
) STRICT;

CREATE UNIQUE INDEX term_name ON term (kind, coalesce(owner_id, 0), name);

CREATE TABLE scheme_version ( -- append only; which one counts is in meta and journalled
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number INTEGER NOT NULL UNIQUE,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE change_document ( -- the documents a change touched; by uid, since an undone import's documents are gone
  document BLOB NOT NULL,
  change_id INTEGER NOT NULL REFERENCES change, revision_id INTEGER REFERENCES text_revision,
  PRIMARY KEY (document, change_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_document_change ON change_document (change_id);

CREATE TABLE change_row ( -- row images keyed by uid: undo applies `before` where the row still equals `after`, else tells the conflict
  change_id INTEGER NOT NULL REFERENCES change,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  uid BLOB NOT NULL,
  before_change INTEGER REFERENCES change, -- the row's change_id before this change
  before TEXT,
  after TEXT,
  PRIMARY KEY (change_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_row_uid ON change_row (uid, change_id);

CREATE INDEX change_row_document ON change_row
  (change_id, CASE WHEN json_valid(coalesce(after, before)) THEN coalesce(after, before) ->> 'document' END, kind);

CREATE TABLE analyst (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  initials TEXT NOT NULL,
  hue REAL NOT NULL,
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  byline TEXT NOT NULL,
  dateline TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  header TEXT NOT NULL, -- cut off the top, verbatim: header || text is the source
  name TEXT NOT NULL, -- of the file it came from
  origin TEXT NOT NULL CHECK (json_valid(origin)),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
  -- derived from title and text by the functions that write them
  sort_title TEXT NOT NULL,
  lead TEXT NOT NULL DEFAULT '',
  length INTEGER NOT NULL DEFAULT 0,
  text_sha256 BLOB NOT NULL DEFAULT x'',
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE INDEX document_title ON document (sort_title, id);

CREATE INDEX document_published ON document (published, id);

CREATE INDEX document_sha ON document (text_sha256);

CREATE INDEX document_length ON document (length, id);

CREATE INDEX document_name ON document (name, id);

CREATE TABLE document_text ( -- apart, so that lists never touch text pages
  document_id INTEGER PRIMARY KEY REFERENCES document,
  revision INTEGER NOT NULL,
  text TEXT NOT NULL,
  blocks TEXT NOT NULL CHECK (json_valid(blocks)), -- [[kind, start, end], …]
  change_id INTEGER NOT NULL REFERENCES change
, revision_id INTEGER REFERENCES text_revision) STRICT;

CREATE VIRTUAL TABLE document_fts USING fts5 ( -- over shared/text/fold: SQLite's tokenizers alone miss Işık for isik and 北京 within a sentence
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 0"
);

CREATE TABLE annotation_set (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('analyst', 'model', 'import', 'gold')),
  analyst_id INTEGER REFERENCES analyst,
  model TEXT CHECK (model IS NULL OR json_valid(model)),
  supersedes_id INTEGER REFERENCES annotation_set,
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE TABLE document_status ( -- no row = new
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  set_id INTEGER NOT NULL REFERENCES annotation_set,
  document_id INTEGER NOT NULL REFERENCES document,
  status TEXT NOT NULL CHECK (status IN ('in progress', 'done', 'skipped')),
  reason TEXT NOT NULL DEFAULT '',
  change_id INTEGER NOT NULL REFERENCES change,
  UNIQUE (set_id, document_id)
) STRICT;

CREATE INDEX document_status_by ON document_status (set_id, status, document_id);

CREATE INDEX document_status_document ON document_status (document_id);

CREATE TABLE surface ( -- interned quotes; fragments joined by U+0000
  id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  text TEXT NOT NULL,
  folded TEXT -- NULL when longer than 120 units
) STRICT;

CREATE INDEX surface_hash ON surface (hash);

CREATE INDEX surface_folded ON surface (folded) WHERE folded IS NOT NULL;

CREATE TABLE span (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  document_id INTEGER NOT NULL REFERENCES document,
  set_id INTEGER NOT NULL REFERENCES annotation_set,
  type_id INTEGER NOT NULL REFERENCES term,
  start INTEGER,
  "end" INTEGER, -- hull; both NULL = implicit; start = end allowed (zero width)
  fragments TEXT, -- [[s,e],…] only when discontinuous
  surface_id INTEGER REFERENCES surface,
  score REAL,
  owner_id INTEGER REFERENCES span, -- the claim a cue belongs to
  derived_from BLOB, -- uid of the proposal
  extra TEXT,
  change_id INTEGER NOT NULL REFERENCES change,
  CHECK ((start IS NULL) = ("end" IS NULL) AND start <= "end" AND start >= 0),
  CHECK (fragments IS NULL OR json_valid(fragments)),
  CHECK (extra IS NULL OR json_valid(extra))
) STRICT;

CREATE INDEX span_document ON span (document_id, set_id, start);

CREATE INDEX span_type ON span (type_id, set_id, document_id);

CREATE INDEX span_surface ON span (surface_id, type_id, set_id);

CREATE INDEX span_set ON span (set_id, score);

CREATE INDEX span_owner ON span (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  type_id INTEGER REFERENCES term,
  colour TEXT,
  note TEXT,
  merged_into INTEGER REFERENCES entity,
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE INDEX entity_merged ON entity (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX entity_type ON entity (type_id);

CREATE TABLE alias ( -- the name of each entity too, so that one look-up finds either
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity,
  text TEXT NOT NULL,
  folded TEXT NOT NULL,
  last_token TEXT NOT NULL,
  is_name INTEGER NOT NULL -- 1 = the entity's own name, derived from its row
) STRICT;

CREATE INDEX alias_folded ON alias (folded, entity_id);

CREATE INDEX alias_last ON alias (last_token, entity_id);

CREATE INDEX alias_name ON alias (folded, entity_id) WHERE is_name = 1;

CREATE INDEX alias_entity ON alias (entity_id);

CREATE TABLE external_id (
  entity_id INTEGER NOT NULL REFERENCES entity,
  authority TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (authority, value, entity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX external_entity ON external_id (entity_id);

CREATE TABLE mention (
  span_id INTEGER NOT NULL REFERENCES span,
  entity_id INTEGER NOT NULL REFERENCES entity,
  PRIMARY KEY (span_id, entity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_entity ON mention (entity_id, span_id);

CREATE TABLE relation (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  set_id INTEGER NOT NULL REFERENCES annotation_set,
  type_id INTEGER NOT NULL REFERENCES term,
  document_id INTEGER REFERENCES document, -- NULL across documents or between entities
  from_span INTEGER REFERENCES span,
  to_span INTEGER REFERENCES span,
  from_entity INTEGER REFERENCES entity,
  to_entity INTEGER REFERENCES entity,
  score REAL,
  derived_from BLOB,
  extra TEXT,
  change_id INTEGER NOT NULL REFERENCES change,
  CHECK ((from_span IS NULL) = (to_span IS NULL) AND (from_entity IS NULL) = (to_entity IS NULL) AND (from_span IS NULL) <> (from_entity IS NULL)),
  CHECK (extra IS NULL OR json_valid(extra))
) STRICT;

CREATE INDEX relation_document ON relation (document_id, set_id);

CREATE INDEX relation_set ON relation (set_id, type_id);

CREATE INDEX relation_type ON relation (type_id);

CREATE INDEX relation_from ON relation (from_span);

CREATE INDEX relation_to ON relation (to_span);

CREATE INDEX relation_from_entity ON relation (from_entity) WHERE from_entity IS NOT NULL;

CREATE INDEX relation_to_entity ON relation (to_entity) WHERE to_entity IS NOT NULL;

CREATE TABLE slot ( -- one row a filler
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  span_id INTEGER NOT NULL REFERENCES span,
  slot_id INTEGER NOT NULL REFERENCES term,
  rank TEXT NOT NULL, -- fractional index: merges keep order
  filler_span INTEGER REFERENCES span,
  filler_entity INTEGER REFERENCES entity,
  filler_document INTEGER REFERENCES document,
  filler_text TEXT,
  empty_reason TEXT CHECK (empty_reason IN ('author', 'not stated', 'inferred', 'unclear')),
  score REAL,
  change_id INTEGER NOT NULL REFERENCES change,
  CHECK ((filler_span IS NOT NULL) + (filler_entity IS NOT NULL) + (filler_document IS NOT NULL) + (filler_text IS NOT NULL) + (empty_reason IS NOT NULL) = 1)
) STRICT;

CREATE INDEX slot_span ON slot (span_id, slot_id);

CREATE INDEX slot_filler ON slot (filler_span) WHERE filler_span IS NOT NULL;

CREATE INDEX slot_term ON slot (slot_id);

CREATE INDEX slot_entity ON slot (filler_entity, slot_id) WHERE filler_entity IS NOT NULL;

CREATE INDEX slot_document ON slot (filler_document) WHERE filler_document IS NOT NULL;

CREATE TABLE slot_evidence (
  slot_id INTEGER NOT NULL REFERENCES slot,
  span_id INTEGER NOT NULL REFERENCES span,
  PRIMARY KEY (slot_id, span_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX slot_evidence_span ON slot_evidence (span_id);

CREATE TABLE attribute ( -- written and removed with the annotation it belongs to
  owner INTEGER NOT NULL,
  of TEXT NOT NULL CHECK (of IN ('s', 'r')), -- span or relation
  attribute_id INTEGER NOT NULL REFERENCES term,
  value TEXT NOT NULL CHECK (json_valid(value)),
  touched INTEGER NOT NULL, -- 0 = untouched default
  set_id INTEGER NOT NULL, -- repeated here: a count in one set is an index look-up
  PRIMARY KEY (owner, of, attribute_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attribute_value ON attribute (attribute_id, value, set_id, owner);

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  set_id INTEGER NOT NULL REFERENCES annotation_set,
  document_id INTEGER NOT NULL REFERENCES document,
  type_id INTEGER NOT NULL REFERENCES term,
  value TEXT NOT NULL CHECK (json_valid(value)),
  score REAL,
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE INDEX label_document ON label (document_id, set_id);

CREATE INDEX label_set ON label (set_id, type_id, value);

CREATE INDEX label_type ON label (type_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  document_id INTEGER NOT NULL REFERENCES document,
  span_id INTEGER REFERENCES span,
  relation_id INTEGER REFERENCES relation,
  reply_to INTEGER REFERENCES note,
  analyst_id INTEGER REFERENCES analyst,
  body TEXT NOT NULL,
  question TEXT CHECK (question IN ('open', 'answered')),
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE INDEX note_document ON note (document_id);

CREATE INDEX note_span ON note (span_id);

CREATE INDEX note_relation ON note (relation_id) WHERE relation_id IS NOT NULL;

CREATE INDEX note_reply ON note (reply_to);

CREATE INDEX note_question ON note (question) WHERE question IS NOT NULL;

CREATE TABLE segmentation (
  document_id INTEGER PRIMARY KEY REFERENCES document,
  body TEXT NOT NULL CHECK (json_valid(body)),
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE INDEX segmentation_change ON segmentation (change_id);

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  target_id INTEGER NOT NULL UNIQUE REFERENCES annotation_set,
  blind REAL NOT NULL DEFAULT 0 CHECK (blind BETWEEN 0 AND 1), -- share of documents whose proposals stay hidden until they are done
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

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

CREATE TABLE "change" ( -- the journal; append only, except `undone`
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE, -- UUIDv7 minted from the hybrid clock max(wall, last seen): byte order = causal order
  device_id INTEGER NOT NULL REFERENCES device,
  seq INTEGER NOT NULL,
  analyst BLOB, -- uid, not a row: the change that first writes an analyst's row can be undone
  session BLOB, -- uid of the running program that made it; NULL where that is not known
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'bulk', 'import', 'setup', 'merge', 'migration', 'correction', 'deletion')), -- an undo has the kind of what it undoes
  command TEXT NOT NULL,
  label TEXT NOT NULL,
  scheme_version_id INTEGER NOT NULL REFERENCES scheme_version,
  undoes_id INTEGER REFERENCES change,
  undone INTEGER NOT NULL DEFAULT 0,
  batch TEXT CHECK (batch IS NULL OR json_valid(batch)), -- an import: counts and digest of the rows it brought, which are not repeated in change_row
  UNIQUE (device_id, seq)
) STRICT;

CREATE INDEX change_analyst ON change (analyst, undone, id);

CREATE INDEX change_undoes ON change (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE TABLE change_pack ( -- about a thousand images of one kind, deflated, one a line; see db/journal/packs.ts
  change_id INTEGER NOT NULL REFERENCES change, -- the change that removed the rows
  ordinal INTEGER NOT NULL, -- place of its first row among the rows of the change, in the order in which they were removed
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  before_change INTEGER NOT NULL REFERENCES change, -- the change that had given all these rows their content
  body BLOB NOT NULL,
  PRIMARY KEY (change_id, ordinal)
) STRICT;

CREATE TABLE change_pack_document ( -- which packs hold rows of a document
  document BLOB NOT NULL,
  change_id INTEGER NOT NULL REFERENCES change,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (document, change_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE packed_change ( -- changes whose rows are in packs: those of an undo, which its redo and the next undo share
  change_id INTEGER PRIMARY KEY REFERENCES change,
  packs_id INTEGER NOT NULL REFERENCES change,
  way TEXT NOT NULL CHECK (way IN ('removed', 'brought')) -- brought: the packs the other way round
) STRICT;

CREATE TABLE tombstone ( -- what was deleted for good: nothing but its uid is left, so that no bundle or import brings it back
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  of TEXT NOT NULL CHECK (of IN ('document', 'entity')),
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;

CREATE TABLE handed_out ( -- files that left the project, which a deletion for good cannot reach; not journalled
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, -- milliseconds since 1970
  kind TEXT NOT NULL CHECK (kind IN ('export', 'copy', 'bundle')),
  format TEXT NOT NULL, -- of an export; else empty
  path TEXT NOT NULL
) STRICT;

CREATE TABLE text_revision (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  document BLOB NOT NULL, -- by uid: it may be in the trash
  parent_id INTEGER REFERENCES text_revision, -- NULL = the text as it came in
  depth INTEGER NOT NULL, -- so many corrections after the first text
  edits TEXT NOT NULL CHECK (json_valid(edits)), -- [[start, end, text], …] in UTF-16 code units of the parent's text
  blocks TEXT NOT NULL CHECK (json_valid(blocks)),
  sha256 BLOB NOT NULL, -- of the text
  text TEXT
) STRICT;

CREATE INDEX text_revision_document ON text_revision (document);

CREATE INDEX text_revision_sha ON text_revision (sha256);

CREATE INDEX text_revision_parent ON text_revision (parent_id);

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

