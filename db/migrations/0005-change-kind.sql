-- Undo treats changes by their kind and by the session that made them. `undoable = 0` is now the kind `setup`. A column that
-- must be given cannot be added to a table that holds rows, so the table is written anew.
CREATE TABLE change_new ( -- the journal; append only, except `undone`
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

WITH RECURSIVE known (id, kind) AS (
  SELECT id, CASE
    WHEN undoable = 0 THEN 'setup'
    WHEN batch IS NOT NULL OR command IN ('exchange.import', 'entities.import') THEN 'import'
    WHEN command = 'entities.merge' THEN 'merge'
    WHEN command IN ('documents.delete', 'history.restore') THEN 'deletion'
    WHEN command = 'documents.restoreHeader' THEN 'correction'
    WHEN command IN ('propagation.apply', 'search.tag', 'review.bulk', 'history.goBack') THEN 'bulk'
    ELSE 'edit'
  END
  FROM change WHERE undoes_id IS NULL
  UNION ALL
  SELECT c.id, known.kind FROM known JOIN change c ON c.undoes_id = known.id
)
INSERT INTO change_new (id, uid, device_id, seq, analyst, kind, command, label, scheme_version_id, undoes_id, undone, batch)
SELECT c.id, c.uid, c.device_id, c.seq, c.analyst, coalesce(k.kind, 'edit'), c.command, c.label, c.scheme_version_id,
  c.undoes_id, c.undone, c.batch
FROM change c LEFT JOIN known k ON k.id = c.id ORDER BY c.id;

DROP TABLE change;
ALTER TABLE change_new RENAME TO change;
CREATE INDEX change_analyst ON change (analyst, undone, id);
CREATE INDEX change_undoes ON change (undoes_id) WHERE undoes_id IS NOT NULL;
