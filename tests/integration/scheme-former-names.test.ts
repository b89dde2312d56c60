import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { newUid } from '../../shared/model/uid.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { bring } from '../support/bad-input.ts';

const edit = (b: Backend, ...steps: SchemeStep[]) =>
  b.call('scheme.edit', { base: currentScheme(b.store).number, target: { steps } });

/** Exports the project as Postil JSONL; returns the path of the file. */
async function exported(b: Backend): Promise<string> {
  const out = join(b.folder, 'before');
  mkdirSync(out);
  await b.call('exchange.export', {
    job: newUid(),
    format: 'jsonl',
    folder: b.workspace.files.admit(out).id,
  });
  return join(
    out,
    readdirSync(out).find((name) => name.endsWith('.jsonl'))!,
  );
}

async function annotated(): Promise<Backend> {
  const b = backend();
  const document = b.addDocument('Ada met the navy of Sund.');
  await b.call('spans.create', {
    document,
    type: 'PERSON',
    fragments: [[0, 3]],
    attributes: { mention: 'nominal' },
  });
  await b.call('spans.create', { document, type: 'ORG', fragments: [[12, 16]] });
  return b;
}

/** The spans of every set, by type. */
const shown = async (b: Backend) => {
  const { rows } = await b.call('documents.list', {});
  const { sets } = await b.call('project.info', {});
  const all = await Promise.all(
    rows.flatMap(({ id: document }) =>
      sets.map(async ({ id: set }) => (await b.call('annotations.get', { document, set })).spans),
    ),
  );
  return all.flat().map(({ type, attributes }) => [type, attributes]);
};

test('a file from before a rename, a merge of types and a merge of values comes in as what its names are now, and that is told', async () => {
  const file = await exported(await annotated());
  const b = backend();
  const person = { kind: 'span', name: 'PERSON' } as const;
  await edit(b, { step: 'rename', part: person, to: 'HUMAN' });
  await edit(b, { step: 'merge', part: { kind: 'span', name: 'ORG' }, into: 'GPE' });
  await edit(b, {
    step: 'rename',
    part: { kind: 'attribute', name: 'mention', owner: { kind: 'span', name: 'HUMAN' } },
    to: 'form',
  });
  await edit(b, {
    step: 'mergeValues',
    part: { kind: 'attribute', name: 'form', owner: { kind: 'span', name: 'HUMAN' } },
    values: ['nominal'],
    into: 'name',
  });
  const report = await bring(b, file);
  expect(report.unknown).toBeUndefined();
  expect(await shown(b)).toMatchObject([
    ['HUMAN', { form: 'name' }],
    ['GPE', {}],
  ]);
  expect(report.notes.map(({ message }) => message).join('\n')).toMatch(
    /"PERSON" as "HUMAN", "ORG" as "GPE", "PERSON.mention" as "form", "HUMAN.form nominal" as "name"/,
  );
});

test('a name that another part has taken since means that part', async () => {
  const file = await exported(await annotated());
  const b = backend();
  await edit(b, { step: 'rename', part: { kind: 'span', name: 'PERSON' }, to: 'HUMAN' });
  await edit(b, { step: 'rename', part: { kind: 'span', name: 'GPE' }, to: 'PERSON' });
  await bring(b, file, undefined);
  expect((await shown(b)).map(([type]) => type)).toEqual(['PERSON', 'ORG']);
});
