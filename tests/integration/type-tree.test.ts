import { expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { moveUnder, removePart } from '../../shared/scheme-edit/edit.ts';
import { backend, type Backend } from '../support/backend.ts';

const TEXT = 'The bank, the ministry and Ada agreed, the bank said.';
const type = (name: string, parent?: string, more: object = {}) => ({
  name,
  label: name,
  layer: 'all',
  hue: 0,
  ...(parent !== undefined && { parent }),
  ...more,
});
const scheme = Scheme.parse({
  name: 'Test',
  layers: [{ name: 'all', label: 'All' }],
  types: [
    type('PERSON'),
    type('ORG'),
    type('MINISTRY', 'ORG'),
    type('FIRM', 'ORG'),
    type('BANK', 'FIRM'),
    type('CLAIM', undefined, {
      family: 'claim',
      slots: [{ name: 'claimer', label: 'Claimer', types: ['ORG'] }],
    }),
  ],
  relations: [{ name: 'owns', label: 'owns', ends: 'span', from: ['ORG'], to: ['FIRM'] }],
});

async function tag(b: Backend, document: Uid, words: string, name: string): Promise<Uid> {
  const at = TEXT.indexOf(words);
  return (await b.call('spans.create', { document, type: name, fragments: [[at, at + words.length]] })).span
    .id;
}

async function edit(b: Backend, change: (scheme: Scheme) => { scheme: Scheme }) {
  const now = await b.call('project.scheme', {});
  const target = { scheme: change(now.scheme).scheme, renames: [] };
  const { changes } = await b.call('scheme.plan', { target });
  return { changes, store: () => b.call('scheme.edit', { base: now.version, target }) };
}

test('what allows or filters by a type includes the types below it', async () => {
  const b = backend({ scheme });
  const document = b.addDocument(TEXT);
  const bank = await tag(b, document, 'bank', 'BANK');
  const ministry = await tag(b, document, 'ministry', 'MINISTRY');
  const ada = await tag(b, document, 'Ada', 'PERSON');
  const claim = await tag(b, document, 'agreed', 'CLAIM');

  // A slot and the ends of a relation.
  await b.call('slots.fill', { span: claim, slot: 'claimer', filler: { span: bank } });
  await expect(b.call('slots.fill', { span: claim, slot: 'claimer', filler: { span: ada } })).rejects.toThrow(
    /ORG/,
  );
  await b.call('relations.create', { type: 'owns', from: ministry, to: bank });
  await expect(b.call('relations.create', { type: 'owns', from: bank, to: ministry })).rejects.toThrow(
    /FIRM/,
  );

  // The search and the registry.
  const hits = async (types: string[]) =>
    (await b.call('search.hits', { text: '', where: 'annotations', types, offset: 0, limit: 10 })).rows.map(
      ({ text }) => text,
    );
  expect(await hits(['ORG'])).toEqual(['bank', 'ministry']);
  expect(await hits(['FIRM'])).toEqual(['bank']);
  expect(await hits(['PERSON', 'FIRM'])).toEqual(['bank', 'Ada']);
  for (const name of ['BANK', 'MINISTRY', 'PERSON'])
    await b.call('entities.create', { name: `the ${name}`, type: name });
  const entities = async (name?: string) =>
    (await b.call('entities.list', { ...(name && { type: name }), offset: 0, limit: 10 })).rows.map(
      (each) => each.name,
    );
  expect(await entities('ORG')).toEqual(['the BANK', 'the MINISTRY']);
  expect(await entities('FIRM')).toEqual(['the BANK']);
  expect(await entities()).toHaveLength(3);

  // Moving a type out of what is allowed is refused while annotations depend on it.
  const out = await edit(b, (now) => moveUnder(now, 'FIRM', undefined));
  expect(out.changes.map(({ subject, text, refusal }) => [subject, text, refusal !== null])).toEqual([
    ['FIRM', 'moved out of ORG', false],
    ['CLAIM · claimer', 'types: no longer FIRM, BANK', true],
    ['owns', 'from: no longer FIRM, BANK', false],
  ]);
  await expect(out.store()).rejects.toThrow(/1 filler/);

  // A parent that nothing uses goes; its children stay, allowed where it was, and one undo restores it.
  const before = [...canonicalDump(b.store)];
  const gone = await edit(b, (now) => removePart(now, { kind: 'span', name: 'ORG' }));
  expect(gone.changes.filter(({ refusal }) => refusal !== null)).toEqual([]);
  await gone.store();
  const after = (await b.call('project.scheme', {})).scheme;
  expect(after.types.map(({ name, parent }) => [name, parent])).toEqual([
    ['PERSON', undefined],
    ['MINISTRY', undefined],
    ['FIRM', undefined],
    ['BANK', 'FIRM'],
    ['CLAIM', undefined],
  ]);
  await b.call('history.undo', {});
  expect([...canonicalDump(b.store)]).toEqual(before);
});
