import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shadowedTables } from '../../../db/connection/shadows.ts';
import { ROW_KINDS } from '../../../db/rows/index.ts';

test('whoever writes a table that views may shadow says so, or it fails while a large import is written', () => {
  const files = ['db', 'backend', 'cli', 'host', 'electron'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const write = new RegExp(
    `\\b(?:INSERT INTO|INSERT OR \\w+ INTO|UPDATE|DELETE FROM)\\s+"?(?:${shadowedTables(ROW_KINDS).join('|')})\\b`,
  );
  // The staging database of an import has tables of its own.
  const found = files
    .filter((file) => !file.endsWith('staging.ts'))
    .filter((file) => write.test(readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
});
