import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Puts the files alone into a folder and returns the names of the rules that they break, with the offending edges. */
function broken(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postil-layers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const all = {
    'tsconfig.json':
      '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
    'node_modules/electron/package.json': '{ "name": "electron", "version": "1.0.0", "main": "index.js" }',
    'node_modules/electron/index.js': 'module.exports = {};',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const folders = [...new Set(Object.keys(files).map((name) => name.split('/')[0]!))];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'err', ...folders],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const found: Record<string, string[]> = {};
  for (const [, rule, edge] of stdout.matchAll(/^ *error ([a-z-]+): (\S+ → \n? *\S+)/gm))
    (found[rule!] ??= []).push(edge!.replace(/\s+/g, ' ').replace(/(?<=→ ).*node_modules\//, ''));
  expect(status === 0).toBe(Object.keys(found).length === 0);
  return found;
}

test('files that import each other are refused, for values and for types', () => {
  expect(
    broken({
      'shared/value-a.ts': "import { b } from './value-b.ts';\nexport const a = () => b;\n",
      'shared/value-b.ts': "import { a } from './value-a.ts';\nexport const b = () => a;\n",
      'shared/type-a.ts': "import type { B } from './type-b.ts';\nexport interface A { b: B }\n",
      'shared/type-b.ts': "import type { A } from './type-a.ts';\nexport interface B { a: A }\n",
      'db/connection/store.ts':
        "import type { Kind } from '../rows/kind.ts';\nexport interface Store { kinds: Kind[] }\n",
      'db/rows/kind.ts':
        "import type { Store } from '../connection/store.ts';\nexport interface Kind { read(store: Store): void }\n",
      'backend/one.ts': "import type { Three } from './three.ts';\nexport interface One { three: Three }\n",
      'backend/two.ts': "import { type One } from './one.ts';\nexport interface Two { one: One }\n",
      'backend/three.ts': "import type { Two } from './two.ts';\nexport interface Three { two: Two }\n",
    }),
  ).toEqual({
    'no-circles': [
      'shared/value-a.ts → shared/value-b.ts',
      'shared/type-a.ts → shared/type-b.ts',
      'db/connection/store.ts → db/rows/kind.ts',
      'backend/one.ts → backend/three.ts',
    ],
  });
});

test('imports against the layers are refused', () => {
  expect(
    broken({
      'backend/window.ts': "import { app } from 'electron';\nexport const name = () => app;\n",
      'renderer/rows.ts': "import { rows } from '../db/rows.ts';\nexport const first = rows[0];\n",
      'shared/disk.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
      'db/rows.ts': 'export const rows = [1];\n',
      'cli/main.ts': "import './gone.ts';\n",
    }),
  ).toEqual({
    'backend-and-cli-without-electron': ['backend/window.ts → electron/index.js'],
    'renderer-knows-shared-only': ['renderer/rows.ts → db/rows.ts'],
    'shared-without-node': ['shared/disk.ts → fs'],
    resolvable: ['cli/main.ts → ./gone.ts'],
  });
});

test('imports along the layers are not', () => {
  expect(
    broken({
      'renderer/page.ts':
        "import type { Row } from '../shared/row.ts';\nexport const row: Row = { id: 1 };\n",
      'shared/row.ts': 'export interface Row { id: number }\n',
      'db/rows.ts': "import type { Row } from '../shared/row.ts';\nexport const rows: Row[] = [];\n",
      'backend/rows.ts': "export { rows } from '../db/rows.ts';\n",
      'electron/main.ts': "import 'electron';\nexport { rows } from '../backend/rows.ts';\n",
    }),
  ).toEqual({});
});
