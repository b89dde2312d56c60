-- The texts that a document has had. The first one keeps its whole text from the first correction on, and so does every fiftieth;
-- all others are edits of their parent. Rows are never changed; which one counts is in document_text, and journalled.
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

-- Annotations of an earlier text are imported into the present one.
CREATE INDEX text_revision_sha ON text_revision (sha256);

CREATE INDEX text_revision_parent ON text_revision (parent_id);

ALTER TABLE document_text ADD COLUMN revision_id INTEGER REFERENCES text_revision; -- NULL = the text as it came in

-- The text, as it was after the change, in whose offsets the change's images of the document count; NULL = the text as it came in.
ALTER TABLE change_document ADD COLUMN revision_id INTEGER REFERENCES text_revision;
