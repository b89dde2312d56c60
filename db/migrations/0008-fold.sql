-- The fold of names and texts replaces letters that Unicode does not decompose: ø is o, ß is ss, ł is l. What is stored folded
-- is folded anew, where it differs. `fold` is the program's own function.
UPDATE alias SET folded = fold(text) WHERE folded <> fold(text);
-- What follows the last blank: `rtrim` takes away the characters at the end that are no blank.
UPDATE alias SET last_token = substr(folded, length(rtrim(folded, replace(folded, ' ', ''))) + 1)
  WHERE last_token <> substr(folded, length(rtrim(folded, replace(folded, ' ', ''))) + 1);
UPDATE surface SET folded = fold(text) WHERE folded <> fold(text);
UPDATE document SET sort_title = fold(CASE title WHEN '' THEN lead ELSE title END)
  WHERE sort_title <> fold(CASE title WHEN '' THEN lead ELSE title END);

-- Only texts with one of the letters, in any form that decomposes to one.
CREATE TEMP TABLE folded_anew AS
  SELECT document_id FROM document_text
  WHERE text GLOB '*[ÆÐØÞßæðøþĐđĦħŁłŊŋŒœŦŧƁƊƏƘƙƳƴǢǣǼǽǾǿɓɗəـکیᴭᵊᵑᶞẞₔℏꟸꟹﮎﮏﮐﮑﯼﯽﯾﯿﳲﳳﳴ﷼ﹱﹷﹹﹻﹽﹿ𐞃𐞅𐞌𐞕𐞢]*';
DELETE FROM document_fts WHERE rowid IN (SELECT document_id FROM folded_anew);
INSERT INTO document_fts (rowid, text)
  SELECT document_id, fold(text) FROM document_text WHERE document_id IN (SELECT document_id FROM folded_anew);
DROP TABLE folded_anew;
