-- A change that removes or brings back very many rows keeps their images in packs instead of one row of `change_row` each.
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
