-- Tokens, sentences and foreign columns of a document as a file brought them: formats that count in tokens cannot be
-- written back without them. One JSON body, since it is only ever read and written as a whole.
CREATE TABLE segmentation (
  document_id INTEGER PRIMARY KEY REFERENCES document,
  body TEXT NOT NULL CHECK (json_valid(body)),
  change_id INTEGER NOT NULL REFERENCES change
) STRICT;
CREATE INDEX segmentation_change ON segmentation (change_id);
