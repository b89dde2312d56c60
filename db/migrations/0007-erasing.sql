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
