import { stringify } from 'yaml';
import { METADATA_FIELDS } from '../../model/document.ts';
import { FILE_KEY } from '../stated-metadata.ts';
import { OUTSIDE } from './row.ts';

/** One part of the dataset. Until the dataset builder exists, there is only one. */
export interface Split {
  readonly name: 'train' | 'validation' | 'test';
  readonly files: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface CardContent {
  readonly title: string;
  /** Labels in the order of the scheme. */
  readonly types: readonly string[];
  readonly languages: readonly string[];
  readonly splits: readonly Split[];
}

/** Returns all tags in IOB2, "O" first: the names of a model's class numbers. */
export function tagNames(types: readonly string[]): string[] {
  return [OUTSIDE, ...types.flatMap((type) => [`B-${type}`, `I-${type}`])];
}

const text = (name: string) => ({ name, dtype: 'string' });
const FEATURES = [
  text('id'),
  text(FILE_KEY),
  ...METADATA_FIELDS.map(text),
  text('text'),
  { name: 'tokens', sequence: 'string' },
  { name: 'ner_tags', sequence: 'string' },
  {
    name: 'spans',
    list: [{ name: 'start', dtype: 'int32' }, { name: 'end', dtype: 'int32' }, text('label'), text('text')],
  },
];

/**
 * Returns the dataset card: what the hub needs to load and show the dataset, and what a reader has to know about it.
 */
export function card({ title, types, languages, splits }: CardContent): string {
  const rows = splits.reduce((sum, split) => sum + split.rows, 0);
  const bytes = splits.reduce((sum, split) => sum + split.bytes, 0);
  const front = stringify(
    {
      license: 'unknown',
      ...(languages.length > 0 && { language: languages }),
      task_categories: ['token-classification'],
      pretty_name: title,
      size_categories: [sizeCategory(rows)],
      configs: [
        {
          config_name: 'default',
          data_files: splits.map(({ name, files }) => ({ split: name, path: files })),
        },
      ],
      dataset_info: {
        features: FEATURES,
        splits: splits.map((split) => ({
          name: split.name,
          num_bytes: split.bytes,
          num_examples: split.rows,
        })),
        download_size: bytes,
        dataset_size: bytes,
      },
    },
    { lineWidth: 0 },
  );
  return `---\n${front}---\n
# ${heading(title)}

One row per document; \`file\` names the file it came from. \`spans\` has every annotation with its offsets in \`text\`, counted in code points as Python counts
them (\`text[start:end]\`). \`tokens\` and \`ner_tags\` are the same in IOB2; where annotations overlap, the longest has the
tokens. \`labels.json\` lists the tags in the order in which to number them.

The license is not known to the program that wrote this: set it before you publish the texts.

| split | documents |
|---|---|
${splits.map(({ name, rows: count }) => `| ${name} | ${count} |`).join('\n')}

Labels: ${types.map((type) => `\`${type.replaceAll('`', "'")}\``).join(', ') || 'none'}.
`;
}

/** Returns a title on one line, without characters that Markdown or HTML interpret. */
function heading(title: string): string {
  return title.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!&]/g, String.raw`\$&`);
}

/** Returns the hub's own size class. */
function sizeCategory(rows: number): string {
  if (rows < 1000) return 'n<1K';
  const classes: [number, string][] = [
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
    [1_000_000, '100K<n<1M'],
    [10_000_000, '1M<n<10M'],
  ];
  return classes.find(([below]) => rows < below)?.[1] ?? '10M<n<100M';
}
