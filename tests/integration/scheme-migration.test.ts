import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeMigrationFile } from '../../backend/jobs/scheme-export.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { migrationBetween } from '../../db/scheme/migrations.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { changePart, movePart, renamePart } from '../../shared/scheme-edit/edit.ts';
import { readMigrationText } from '../../shared/scheme-edit/migration.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { runCommand } from '../support/command-line.ts';
import { backend, type Backend } from '../support/backend.ts';
import { schemeStep } from '../support/random-steps.ts';
import { projectCases } from '../support/slow.ts';

const TEXT = 'Fidan met Erdoğan in Ankara on Monday, the ministry said.';
const span = (name: string) => ({ kind: 'span', name }) as const;
const take = (b: Backend, steps: readonly SchemeStep[], once = false) =>
  b.call('scheme.edit', { base: currentScheme(b.store).number, target: { steps: [...steps], once } });
/** What is read, without ids. */
async function content(b: Backend, document: Uid) {
  const { spans } = await b.call('annotations.get', { document });
  return {
    scheme: currentScheme(b.store).scheme,
    spans: spans.map(({ type, fragments, attributes }) => ({ type, fragments, attributes })),
  };
}

async function project() {
  const b = backend();
  const document = b.addDocument(TEXT);
  for (const [i, type] of ['PERSON', 'ORG', 'GPE', 'DATE', 'CLAIM'].entries())
    await b.call('spans.create', { document, type, fragments: [[5 * i, 5 * i + 4]] });
  return { b, document };
}

describe('migrations', () => {
  test('a history with edits of every kind is repeated in another project, once', async () => {
    const { b, document } = await project();
    const other = await project();
    await take(b, [{ step: 'merge', part: span('ORG'), into: 'GPE' }]);
    const edit = async ({ scheme, renames }: ReturnType<typeof renamePart>) =>
      b.call('scheme.edit', {
        base: currentScheme(b.store).number,
        target: { scheme, renames: [...renames] },
      });
    await edit(renamePart(currentScheme(b.store).scheme, span('GPE'), 'PLACE'));
    await edit(changePart(currentScheme(b.store).scheme, span('PERSON'), { hue: 12, key: undefined }));
    await edit(movePart(currentScheme(b.store).scheme, span('PERSON'), 1));
    const path = join(b.folder, 'a.migration.json');
    await writeMigrationFile(b.store, 1, currentScheme(b.store).number, path);
    const migration = readMigrationText(readFileSync(path, 'utf8'), path);
    expect(migration.steps.map(({ step }) => step)).toEqual(['merge', 'rename', 'change', 'order']);
    await take(other.b, migration.steps, true);
    expect(await content(other.b, other.document)).toEqual(await content(b, document));
    const after = [...canonicalDump(other.b.store)];
    expect((await take(other.b, migration.steps, true)).skipped).toHaveLength(4);
    expect([...canonicalDump(other.b.store)]).toEqual(after);
  });

  test('returning to a version leaves out what it took back', async () => {
    const { b } = await project();
    await take(b, [{ step: 'merge', part: span('ORG'), into: 'GPE' }]);
    await b.call('scheme.edit', { base: 2, target: { version: 1 } });
    await take(b, [{ step: 'rename', part: span('ORG'), to: 'BODY' }]);
    expect(migrationBetween(b.store, 1, 4).steps).toEqual([
      { step: 'rename', part: span('ORG'), to: 'BODY' },
    ]);
    expect(() => migrationBetween(b.store, 2, 4)).toThrow(/was not made from version 2/);
  });

  test('the command line writes and applies one', async () => {
    const { b } = await project();
    const other = await project();
    await take(b, [{ step: 'merge', part: span('ORG'), into: 'GPE' }]);
    const config = join(b.folder, 'config');
    const out = join(b.folder, 'x.migration.json');
    const run = (...args: string[]) => runCommand(config, ...args);
    expect((await run('scheme', b.path, 'export-migration', out)).said).toContain('Wrote 1 step');
    const dry = await run('scheme', other.b.path, 'apply', out, '--dry-run');
    expect(dry.said).toContain('merge ORG into GPE: 1 annotation in 1 document');
    expect(dry.said).toContain('Nothing was changed');
    expect((await run('scheme', other.b.path, 'apply', out, '--json')).json).toMatchObject({
      version: 2,
      otherScheme: false,
      skipped: [],
    });
    expect((await run('scheme', other.b.path, 'apply', out)).said).toContain(
      'Already done: merge ORG into GPE.',
    );
    expect(await run('scheme', b.path, 'apply')).toMatchObject({ status: 2 });
  });

  test('an error names the step', async () => {
    const { b } = await project();
    await expect(
      take(b, [
        { step: 'rename', part: span('ORG'), to: 'BODY' },
        { step: 'merge', part: span('BODY'), into: 'NOWHERE' },
      ]),
    ).rejects.toThrow('Step 2 (merge BODY into NOWHERE): There is no type NOWHERE.');
    expect(() =>
      readMigrationText(
        JSON.stringify({
          format: 'postil-migration',
          version: 1,
          from: { scheme: 'x', sha256: 'a'.repeat(64) },
          steps: [{ step: 'rename', part: span('A'), to: ' ' }],
        }),
        'x.json',
      ),
    ).toThrow(/step 1, to/);
  });

  test('A to B and then B to C is the same as A to C', async () => {
    const steps = fc.array(schemeStep, { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(steps, steps, async (first, second) => {
        const one = await project();
        const possible: SchemeStep[][] = [];
        for (const wanted of [first, second]) {
          const taken = await take(one.b, wanted).then(
            () => wanted,
            () => [],
          );
          possible.push(taken);
        }
        const all = possible.flat();
        const other = await project();
        if (all.length > 0) await take(other.b, all);
        expect(await content(other.b, other.document)).toEqual(await content(one.b, one.document));
        one.b.workspace.dispose();
        other.b.workspace.dispose();
      }),
      { numRuns: projectCases(8) },
    );
  });
});
