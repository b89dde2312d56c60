/**
 * Writes `resources/schema/postil-jsonl.schema.json`. Run: `node scripts/make-schema.ts`. A test checks that it is up to
 * date.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { lineJsonSchema } from '../shared/formats/postil-jsonl-lines.ts';

const folder = new URL('../resources/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(
  new URL('postil-jsonl.schema.json', folder),
  `${JSON.stringify(lineJsonSchema(), null, 2)}\n`,
);
