-- The list of documents by length took as long as reading all documents; so did looking for a part of a file's name.
CREATE INDEX document_length ON document (length, id);
CREATE INDEX document_name ON document (name, id);
