/** Writes `docs/formats.md`: what every format carries, to read and to compare. Run: `node scripts/make-format-table.ts`. */
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

/** What each part of the model is called in the table. */
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

/** The document that says what every format carries of every field, from the declarations that the program itself uses. */
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
      const told = isCounted(field) ? field.loss : '';
      if (!isCounted(field))
        reasons.set(field.uncounted, [...(reasons.get(field.uncounted) ?? []), `${PARTS[part]}: ${name}`]);
      rows.push(`| ${PARTS[part]} | \`${name}\` | ${cells.join(' | ')} | ${told} |`);
    }
  return `# What the formats carry

This table is made by \`node scripts/make-format-table.ts\` from what each format declares (\`shared/formats/*/carries.ts\`), and a test
holds it to that. The program counts losses by the same declarations: **x** is carried whole and proved by reading it back, **(x)** in
part, and then the export says what of it is lost and how often; everything else is counted under the name in the last column wherever
a project has such a value. \`postil formats\` lists for each format what it cannot hold.

| part | field | ${formats.map(({ id }) => id).join(' | ')} | told as |
|---|---|${formats.map(() => ':-:|').join('')}---|
${rows.join('\n')}

Never told as a loss, and why:

${[...reasons].map(([reason, fields]) => `- ${reason}: ${fields.join(', ')}`).join('\n')}
`;
}

if (import.meta.main) writeFileSync(new URL('../docs/formats.md', import.meta.url), formatTable());
