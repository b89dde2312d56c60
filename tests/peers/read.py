"""Reads one of our exports with another program's own library, and prints as JSON what it found there.

Usage: read.py PEER FOLDER. The counts are compared with ours by main.ts; a text that is not what stands at its offsets is
told under "wrong".
"""

import json
import sys
from pathlib import Path


def spacy_docbin(folder):
    import spacy
    from spacy.tokens import DocBin

    docs, spans, files, entities = 0, 0, 0, 0
    for path in sorted(folder.glob("*.spacy")):
        for doc in DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("xx").vocab):
            docs += 1
            spans += len(doc.spans["sc"])
            entities += len(doc.ents)
            files += bool(doc.user_data.get("file"))
    return {"documents": docs, "spans": spans, "files": files, "wrong": 0 if entities <= spans else entities}


def spacy_jsonl(folder):
    import spacy
    import srsly

    nlp = spacy.blank("xx")
    docs, spans, files, wrong = set(), 0, 0, 0
    for path in sorted(folder.glob("*.jsonl")):
        for record in srsly.read_jsonl(path):
            doc = nlp.make_doc(record["text"])
            docs.add(record["text"])
            files += bool(record["meta"].get("file"))
            for span in record["spans"]:
                spans += 1
                placed = doc.char_span(span["start"], span["end"], label=span["label"], alignment_mode="expand")
                wrong += placed is None or record["text"][span["start"] : span["end"]] not in placed.text
    return {"documents": len(docs), "spans": spans, "files": min(files, len(docs)), "wrong": wrong}


def datasets(folder):
    from datasets import load_dataset

    rows = load_dataset(str(folder), split="train")
    spans = [(row["text"], span) for row in rows for span in row["spans"]]
    wrong = sum(text[span["start"] : span["end"]] != span["text"] for text, span in spans)
    return {"documents": len(rows), "spans": len(spans), "files": sum(bool(row["file"]) for row in rows), "wrong": wrong}


def pyarrow(folder):
    import pyarrow.dataset as ds

    def table(name):
        return ds.dataset([str(path) for path in sorted(folder.glob(name + "*.parquet"))]).to_table()

    texts = {row["document_id"]: row for row in table("documents").to_pylist()}
    spans = table("spans").to_pylist()
    wrong = sum(
        " … ".join(texts[span["document_id"]]["text"][part["start"] : part["end"]] for part in span["fragments"])
        != span["text"]
        for span in spans
    )
    return {
        "documents": len(texts),
        "spans": len(spans),
        "relations": table("relations").num_rows,
        "files": sum(bool(row["origin"]) for row in texts.values()),
        "wrong": wrong,
    }


def duckdb_parquet(folder):
    import duckdb

    spans, documents = (f"read_parquet('{folder}/{name}*.parquet')" for name in ("spans", "documents"))
    ask = lambda query: duckdb.connect().execute(query).fetchall()[0]
    wrong = ask(
        f"""SELECT count(*) FROM {spans} s JOIN {documents} d USING (document_id)
        WHERE len(s.fragments) = 1 AND substring(d.text, s.start + 1, s."end" - s.start) <> s.text"""
    )[0]
    return {
        "documents": ask(f"SELECT count(*) FROM {documents}")[0],
        "spans": ask(f"SELECT count(*) FROM {spans}")[0],
        "files": ask(f"SELECT count(*) FROM {documents} WHERE origin <> ''")[0],
        "wrong": wrong,
    }


def duckdb_table(folder):
    import duckdb

    path = next(path for path in folder.iterdir() if path.suffix in (".csv", ".tsv"))
    table = f"read_csv('{path}', header = true, all_varchar = true)"
    query = f"SELECT count(DISTINCT document_id), count(*), count(DISTINCT file) FROM {table}"
    documents, spans, files = duckdb.connect().execute(query).fetchall()[0]
    return {"documents": documents, "spans": spans, "files": files, "wrong": 0}


def table_counts(documents, annotations, relations):
    """Compares the words of each row with the text at its offsets, which count code points."""
    texts = {row["Article (id)"]: row["Text"] for row in documents}

    def words(row):
        parts = row["Fragments"] or f'{row["Start"]}:{row["End"]}'
        offsets = [part.split(":") for part in parts.split(" ")]
        return " … ".join(texts[row["Article (id)"]][int(start) : int(end)] for start, end in offsets)

    placed = [row for row in annotations if row["Start"] is not None]
    return {
        "documents": len(documents),
        "spans": len(annotations),
        "relations": len(relations),
        "files": sum(bool(row["File"]) for row in documents),
        "wrong": sum(words(row) != row["Words"] for row in placed),
    }


def openpyxl(folder):
    from openpyxl import load_workbook

    workbook = load_workbook(next(folder.glob("*.xlsx")))

    def rows(name):
        sheet = workbook[name]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions, name
        head, *rest = sheet.iter_rows(values_only=True)
        return [dict(zip(head, row)) for row in rest]

    return table_counts(rows("Articles"), rows("Annotations"), rows("Relations"))


def pandas(folder):
    import pandas

    sheets = pandas.read_excel(next(folder.glob("*.xlsx")), sheet_name=None, keep_default_na=False, na_values=[])

    def rows(name):
        whole = ("Start", "End")
        return [
            {key: (int(value) if key in whole and value != "" else None if value == "" else value) for key, value in row.items()}
            for row in sheets[name].to_dict("records")
        ]

    return table_counts(rows("Articles"), rows("Annotations"), rows("Relations"))


def duckdb_tables(folder):
    import duckdb

    kind = next(path.suffix[1:] for path in folder.iterdir() if path.suffix in (".csv", ".parquet"))
    connection = duckdb.connect()

    def table(name):
        path = f"{folder}/{name}.{kind}"
        return f"read_csv('{path}', header = true, all_varchar = true)" if kind == "csv" else f"read_parquet('{path}')"

    ask = lambda query: connection.execute(query).fetchall()[0][0]
    wrong = ask(
        f"""SELECT count(*) FROM {table('annotations')} s JOIN {table('documents')} d USING (document_id)
        WHERE coalesce(s.fragments, '') = '' AND coalesce(CAST(s.start AS varchar), '') <> ''
        AND substring(d.text, CAST(s.start AS int) + 1, CAST(s."end" AS int) - CAST(s.start AS int)) <> s.quote"""
    )
    return {
        "documents": ask(f"SELECT count(*) FROM {table('documents')}"),
        "spans": ask(f"SELECT count(*) FROM {table('annotations')}"),
        "relations": ask(f"SELECT count(*) FROM {table('relations')}"),
        "files": ask(f"SELECT count(*) FROM {table('documents')} WHERE coalesce(file, '') <> ''"),
        "wrong": wrong,
    }


def cas_counts(casses):
    docs, spans, wrong = 0, 0, 0
    for cas in casses:
        for sofa in cas.sofas:
            view = cas.get_view(sofa.sofaID)
            docs += 1
            text = view.sofa_string
            for annotation in view.select_all():
                if not annotation.type.name.startswith("webanno.custom.") or not hasattr(annotation, "begin"):
                    continue
                # A relation is in the row of its target.
                if any(feature.name == "Governor" for feature in annotation.type.all_features):
                    continue
                spans += 1
                wrong += annotation.get_covered_text() != text[annotation.begin : annotation.end]
    return {"documents": docs, "spans": spans, "wrong": wrong}


def cassis_xmi(folder):
    from cassis import load_cas_from_xmi, load_typesystem

    with (folder / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)

    def load(path):
        with path.open("rb") as file:
            return load_cas_from_xmi(file, typesystem=types)

    return cas_counts(map(load, sorted(folder.glob("*.xmi"))))


def cassis_json(folder):
    from cassis import load_cas_from_json

    def load(path):
        with path.open("rb") as file:
            return load_cas_from_json(file)

    return cas_counts(load(path) for path in sorted(folder.glob("*.json")) if path.name != "manifest.json")


def conll_sentences(folder):
    import conllu

    for path in sorted(folder.glob("*.conll*")):
        content = path.read_text(encoding="utf-8")
        # A two-column file does not name its columns; CoNLL-U Plus does.
        fields = None if content.startswith("# global.columns") else ["form", "tag"]
        yield from conllu.parse(content, fields=fields)


def conllu_rows(folder):
    sentences = list(conll_sentences(folder))
    ids = [sentence.metadata["newdoc id"] for sentence in sentences if "newdoc id" in sentence.metadata]
    return {
        "documents": len(ids),
        "tokens": sum(len(sentence) for sentence in sentences),
        "files": sum(bool(name) for name in ids),
        "wrong": 0,
    }


def seqeval(folder):
    from seqeval.metrics import f1_score
    from seqeval.metrics.sequence_labeling import get_entities

    tags = [[token.get("tag") or token["ne"] for token in sentence] for sentence in conll_sentences(folder)]
    return {
        "spans": sum(len(get_entities(sequence)) for sequence in tags),
        "wrong": 0 if f1_score(tags, tags) == 1 else 1,
    }


def label_studio(folder):
    from label_studio_sdk.label_interface import LabelInterface

    config = LabelInterface((folder / "data-config.xml").read_text(encoding="utf-8"))
    config.validate()
    tasks = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    spans, files, wrong = 0, 0, 0
    for task in tasks:
        files += bool(task["data"].get("file"))
        for answer in task["annotations"] + task["predictions"]:
            for result in answer["result"]:
                if result["type"] != "labels":
                    continue
                spans += 1
                value = result["value"]
                wrong += task["data"]["text"].encode("utf-16-le")[2 * value["start"] : 2 * value["end"]].decode(
                    "utf-16-le"
                ) != value["text"]
                wrong += not config.validate_region(result) if hasattr(config, "validate_region") else 0
    return {"documents": len(tasks), "spans": spans, "files": files, "wrong": wrong}


READERS = {
    "spacy-docbin": spacy_docbin,
    "spacy-jsonl": spacy_jsonl,
    "datasets": datasets,
    "pyarrow": pyarrow,
    "duckdb-parquet": duckdb_parquet,
    "duckdb-table": duckdb_table,
    "openpyxl": openpyxl,
    "pandas": pandas,
    "duckdb-tables": duckdb_tables,
    "cassis-xmi": cassis_xmi,
    "cassis-json": cassis_json,
    "conllu": conllu_rows,
    "seqeval": seqeval,
    "label-studio": label_studio,
}

if __name__ == "__main__":
    print(json.dumps(READERS[sys.argv[1]](Path(sys.argv[2]))))
