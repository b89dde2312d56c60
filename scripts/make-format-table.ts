/** Writes `docs/formats.md`: what every format stores. Run: `node scripts/make-format-table.ts`. */
import { writeFileSync } from 'node:fs';
import { FORMATS } from '../shared/formats/registry.ts';
import { canWrite } from '../shared/formats/define.ts';
import {
  isCounted,
  MODEL_FIELDS,
  type Extent,
  type Field,
  type Part,
} from '../shared/formats/model-fields.ts';

/** The name of each part of the model in the table. */
const PARTS: Readonly<Record<Part, string>> = {
  document: 'article',
  origin: 'source of the article',
  span: 'span',
  slot: 'slot filler',
  relation: 'relation',
  label: 'document label',
  status: 'status',
  documentNote: 'note on an article',
  spanNote: 'note on a span',
  relationNote: 'note on a relation',
  segmentation: 'tokens and sentences',
  entity: 'entity',
  looseRelation: 'relation of entities, or across articles',
  set: 'annotation set',
  analyst: 'analyst',
  dataset: 'dataset',
};
const SIGNS: Readonly<Record<Extent, string>> = { whole: 'x', part: '(x)', none: '' };

/** Returns the page that lists, for every format, which fields it stores, from the declarations that the program uses. */
export function formatTable(): string {
  const formats = FORMATS.filter(canWrite);
  const carries = formats.map((format) => format.carries(undefined));
  const rows: string[] = [];
  const reasons = new Map<string, string[]>();
  for (const part of Object.keys(MODEL_FIELDS) as Part[])
    for (const [name, field] of Object.entries<Field>(MODEL_FIELDS[part])) {
      const cells = carries.map((carried) => {
        const stated = carried[part] as 'none' | Readonly<Record<string, Extent>>;
        return SIGNS[stated === 'none' ? 'none' : stated[name]!];
      });
      const reported = isCounted(field) ? field.loss : '';
      if (!isCounted(field))
        reasons.set(field.uncounted, [...(reasons.get(field.uncounted) ?? []), `${PARTS[part]} \`${name}\``]);
      rows.push(`| ${PARTS[part]} | \`${name}\` | ${cells.join(' | ')} | ${reported} |`);
    }
  return `# What the formats carry

<!-- Made by \`node scripts/make-format-table.ts\` from shared/formats/*/carries.ts: edit those. -->

What each format carries of each field of a project. The program counts losses by the same declarations.

- **x**: carried completely, which a test proves by reading it back.
- **(x)**: carried in part; the export reports what is lost, and how often.
- empty: not carried; wherever a project has such a value, the export counts it under the name in the last column.

\`postil formats\` lists for each format what it cannot hold.

| part | field | ${formats.map(({ id }) => id).join(' | ')} | reported as |
|---|---|${formats.map(() => ':-:|').join('')}---|
${rows.join('\n')}

## Never reported as a loss

With the reason:

${[...reasons].map(([reason, fields]) => `- **${reason}**: ${fields.join(', ')}`).join('\n')}
`;
}

if (import.meta.main) writeFileSync(new URL('../docs/formats.md', import.meta.url), formatTable());
