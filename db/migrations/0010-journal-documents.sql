-- What a change did to the rows of one document, without reading the change's rows of all others: a deletion or a propagation may have
-- hundreds of thousands. Images that name no document are found by their kind. An image that is no JSON must not stop a rescue.
CREATE INDEX change_row_document ON change_row
  (change_id, CASE WHEN json_valid(coalesce(after, before)) THEN coalesce(after, before) ->> 'document' END, kind);
