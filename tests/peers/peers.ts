/** What another program finds in an export, and what we say is in it. */
export interface Counts {
  readonly documents?: number;
  readonly spans?: number;
  readonly relations?: number;
  readonly tokens?: number;
  /** Documents whose record names the file they came from. */
  readonly files?: number;
  /** Texts that are not what stands at their offsets. */
  readonly wrong: number;
}

/** A library that reads one of our formats. */
export interface Peer {
  /** The reader in read.py. */
  readonly reader: string;
  /** Packages that pip installs for it; the first is the one whose version is told. */
  readonly packages: readonly [string, ...string[]];
  readonly format: string;
  readonly options?: Readonly<Record<string, string>>;
}

export const PEERS: readonly Peer[] = [
  { reader: 'spacy-docbin', packages: ['spacy'], format: 'docbin' },
  { reader: 'spacy-jsonl', packages: ['spacy'], format: 'spacy-jsonl' },
  { reader: 'datasets', packages: ['datasets'], format: 'huggingface' },
  { reader: 'datasets', packages: ['datasets'], format: 'huggingface', options: { data: 'parquet' } },
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
