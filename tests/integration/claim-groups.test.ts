import { expect, test } from 'vitest';
import { slotImages, spanImage } from '../../db/annotations/images.ts';
import { sql } from '../../db/connection/connection.ts';
import { record } from '../../db/journal/record.ts';
import type { ClaimGrouping } from '../../shared/model/claim-groups.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { startValues } from '../../backend/rules/values.ts';
import { requireType } from '../../backend/rules/span-rules.ts';
import { backend } from '../support/backend.ts';

const TEXT = 'Ada Veld said that they knew. They denied it, and OFFICIALS did. A treaty, a harbour.';
const TOPICS = ['border', 'Fährhafen', 'border dispute'];

/** A project with so many claims: by two entities, by words that are linked to none, by both entities at once, and by nobody. */
async function project(claims: number) {
  const b = backend();
  const { call, store, workspace, addDocument } = b;
  const document = addDocument(TEXT);
  const entities: Uid[] = [];
  for (const name of ['Ada Veld', 'Ilse Haldorén'])
    entities.push((await call('entities.create', { name, type: 'PERSON', mentions: [] })).entity.id);
  const [ada = '' as Uid, ilse = '' as Uid] = entities;
  const { span: first } = await call('spans.create', { document, type: 'CLAIM', fragments: [[19, 29]] });
  const { set } = first;
  const at = (words: string): [number, number] => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];
  record(
    store,
    workspace.settings.actor,
    { command: 'test', label: 'Claims', kind: 'import' },
    (recorder) => {
      const mention = (words: string, linked: readonly Uid[]) => {
        const id = newUid();
        const type = requireType(store, 'PERSON');
        recorder.put(
          'span',
          id,
          spanImage(store, {
            document,
            set,
            type: 'PERSON',
            fragments: [at(words)],
            ...startValues(type, {}),
            entities: [...linked],
          }),
        );
        return id;
      };
      const speakers = [
        mention('Ada Veld', [ada]),
        mention('they', [ada, ilse]),
        mention('They', []),
        mention('OFFICIALS', []),
      ];
      for (let i = 0; i < claims; i++) {
        const id = newUid();
        const topic = TOPICS[i % 4];
        const values = startValues(requireType(store, 'CLAIM'), topic === undefined ? {} : { topic });
        const span = { document, set, type: 'CLAIM', fragments: [at('knew')], ...values, entities: [] };
        recorder.put('span', id, spanImage(store, span));
        const fillers = [
          [{ span: speakers[0]! }],
          [{ span: speakers[1]! }],
          [{ span: speakers[2]! }, { span: speakers[3]! }],
          [{ entity: ilse }, { text: 'officials' }],
          [],
        ][i % 5]!;
        const slots = fillers.map((filler, rank) => ({
          id: newUid(),
          name: 'claimer',
          rank: `a${rank}`,
          filler,
          evidence: [],
        }));
        const object = {
          id: newUid(),
          name: 'object',
          rank: 'a0',
          filler: { text: i % 2 ? 'Harbour' : 'harbour' },
          evidence: [],
        };
        for (const [uid, image] of slotImages(store, {
          ...span,
          id,
          author: null,
          slots: [...slots, object],
        } as never))
          recorder.put('slot', uid, image);
      }
    },
  );
  return { ...b, ada, ilse };
}

test('the groups are those of another count, and every claim is in the groups of its claimers', async () => {
  const { call, store, ada, ilse } = await project(40);
  const by = async (grouping: ClaimGrouping) => (await call('claims.groups', { by: grouping })).groups;
  const total = (await call('claims.list', {})).total;
  expect(total).toBe(41);

  const claimers = await by('claimer');
  for (const [id, name] of [
    [ada, 'Ada Veld'],
    [ilse, 'Ilse Haldorén'],
  ] as const) {
    const group = claimers.find((each) => each.name === name);
    expect(group).toMatchObject({ kind: 'entity' });
    expect(group?.claims).toBe((await call('claims.list', { claimer: id })).total);
  }
  // Words that are linked to nobody, folded: “OFFICIALS” in the article and “officials” without a place in it.
  expect(claimers.filter(({ kind }) => kind === 'words').map(({ name, claims }) => [name, claims])).toEqual([
    ['OFFICIALS', 16],
    ['They', 8],
  ]);
  const without = await call('claims.list', { claimless: true });
  expect(claimers.at(-1)).toMatchObject({ kind: 'none', name: '', claims: without.total });

  const topics = await by('topic');
  for (const topic of TOPICS)
    expect(topics.find(({ name }) => name === topic)?.claims).toBe(
      store.db.value<number>(sql`SELECT count(*) FROM attribute WHERE value = ${JSON.stringify(topic)}`),
    );
  expect(topics.reduce((sum, { claims }) => sum + claims, 0)).toBe(total);
  expect((await by('object')).map(({ kind, claims }) => [kind, claims])).toEqual([
    ['words', 40],
    ['none', 1],
  ]);
  // Filters count in the groups too, and sorting by what they are grouped by puts them in the order of their names.
  const filtered = (await call('claims.groups', { by: 'claimer', topic: 'border' })).groups;
  expect(filtered.reduce((sum, { claims }) => sum + claims, 0)).toBeGreaterThan(0);
  expect(
    filtered.every(({ name, claims }) => claims < claimers.find((each) => each.name === name)!.claims),
  ).toBe(true);
  const names = async (descending: boolean) =>
    (await call('claims.groups', { by: 'topic', order: 'topic', descending })).groups.map(({ name }) => name);
  expect(await names(false)).toEqual(['border', 'border dispute', 'Fährhafen', '']);
  expect(await names(true)).toEqual(['Fährhafen', 'border dispute', 'border', '']);
});

test('the rows of the groups come group by group, page by page, without those that are folded', async () => {
  const { call } = await project(40);
  const { groups } = await call('claims.groups', { by: 'claimer' });
  const grouped = (folded: { all: boolean; except: string[] }, offset = 0, limit = 1000) =>
    call('claims.grouped', { by: 'claimer', folded, offset, limit });
  const all = await grouped({ all: false, except: [] });
  expect(all.total).toBe(groups.reduce((sum, { claims }) => sum + claims, 0));
  let from = 0;
  for (const { key, claims } of groups) {
    const ids = all.rows.slice(from, from + claims).map(({ id }) => id);
    expect(
      (await call('claims.ids', { groups: { by: 'claimer', folded: { all: true, except: [key] } } })).ids,
    ).toEqual(ids);
    const only = await grouped({ all: true, except: [key] });
    expect(only.rows.map(({ id }) => id)).toEqual(ids);
    expect((await grouped({ all: false, except: [key] })).total).toBe(all.total - claims);
    from += claims;
  }
  const pages = [
    await grouped({ all: false, except: [] }, 0, 25),
    await grouped({ all: false, except: [] }, 25, 50),
  ];
  expect(pages.flatMap(({ rows }) => rows)).toEqual(all.rows.slice(0, 75));
  expect((await grouped({ all: true, except: [] })).rows).toEqual([]);
  // Without a group: the ids of the list itself.
  expect((await call('claims.ids', { order: 'claimer' })).ids).toEqual(
    (await call('claims.list', { order: 'claimer' })).rows.map(({ id }) => id),
  );
});
