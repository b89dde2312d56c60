/** What another program finds in an export, or what we expect in it. */
export interface Counts {
  readonly documents?: number;
  readonly spans?: number;
  readonly relations?: number;
  readonly tokens?: number;
  /** Documents whose record names the file they came from. */
  readonly files?: number;
  /** Number of texts that differ from the text at their offsets. */
  readonly wrong: number;
}

/** A library that reads one of our formats. */
export interface Peer {
  /** The name of the reader in read.py. */
  readonly reader: string;
  /** Packages that pip installs for it; the version of the first one is printed. */
  readonly packages: readonly [string, ...string[]];
  readonly format: string;
  readonly options?: Readonly<Record<string, string>>;
}

export const PEERS: readonly Peer[] = [
  { reader: 'spacy-docbin', packages: ['spacy'], format: 'docbin' },
  { reader: 'spacy-jsonl', packages: ['spacy'], format: 'spacy-jsonl' },
  { reader: 'datasets', packages: ['datasets'], format: 'huggingface' },
  { reader: 'datasets', packages: ['datasets'], format: 'huggingface', options: { data: 'parquet' } },
  { reader: 'openpyxl', packages: ['openpyxl'], format: 'tables' },
  { reader: 'pandas', packages: ['pandas', 'openpyxl'], format: 'tables' },
  { reader: 'duckdb-tables', packages: ['duckdb'], format: 'tables', options: { as: 'csv' } },
  { reader: 'duckdb-tables', packages: ['duckdb'], format: 'tables', options: { as: 'parquet' } },
  { reader: 'pyarrow', packages: ['pyarrow'], format: 'parquet' },
  { reader: 'duckdb-parquet', packages: ['duckdb'], format: 'parquet' },
  { reader: 'duckdb-table', packages: ['duckdb'], format: 'csv' },
  { reader: 'duckdb-table', packages: ['duckdb'], format: 'tsv' },
  { reader: 'cassis-xmi', packages: ['dkpro-cassis'], format: 'cas-xmi' },
  { reader: 'cassis-json', packages: ['dkpro-cassis'], format: 'cas-json' },
  { reader: 'conllu', packages: ['conllu'], format: 'conll' },
  { reader: 'seqeval', packages: ['seqeval', 'conllu'], format: 'conll' },
  { reader: 'label-studio', packages: ['label-studio-sdk'], format: 'label-studio' },
];
