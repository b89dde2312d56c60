import { expect, test } from 'vitest';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

test('the first steps that an analyst took are read from the journal, and an undo takes none of them back', async () => {
  const b = backend();
  const taken = () => b.call('project.stepsTaken', {});
  const none = {
    tagged: [],
    linked: false,
    filled: [],
    proposals: false,
    accepted: false,
    rejected: false,
    undone: false,
    redone: false,
  };
  const document = b.addDocument('Mara Odell said that the council of Brightwater knew.');
  expect(await taken()).toEqual(none);
  const tag = async (type: string, start: number, end: number) =>
    (await b.call('spans.create', { id: newUid(), document, type, fragments: [[start, end]] })).span.id;
  const person = await tag('PERSON', 0, 10);
  expect(await taken()).toEqual({ ...none, tagged: ['PERSON'] });
  await b.call('entities.create', { name: 'Mara Odell', type: 'PERSON', mentions: [person] });
  expect(await taken()).toMatchObject({ linked: true });
  const claim = await tag('CLAIM', 16, 52);
  await b.call('slots.fill', { span: claim, slot: 'claimer', filler: { span: person } });
  const filled = await taken();
  expect(filled.tagged.toSorted()).toEqual(expect.arrayContaining(['CLAIM', 'PERSON']));
  expect(filled.filled).toContain('claimer');
  await b.call('history.undo', { document });
  expect(await taken()).toEqual({ ...filled, undone: true });
  await b.call('history.redo', { document });
  expect(await taken()).toEqual({ ...filled, undone: true, redone: true });

  // They are of this analyst alone.
  const { settings } = b.workspace;
  settings.update({ analyst: { ...settings.value.analyst, id: newUid(), name: 'Bela' } });
  expect(await taken()).toEqual(none);
});
