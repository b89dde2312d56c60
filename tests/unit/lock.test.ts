import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

test('every package with an install script is judged in package.json: npm would warn of another one', () => {
  const { packages } = read('package-lock.json') as Lock;
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1)!);
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
});
