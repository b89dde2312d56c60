import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultAfter, type Known } from '../../renderer/state/counted.ts';
import type { ChangeNotice } from '../../shared/contract/change.ts';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { backend } from '../support/backend.ts';
import { apply, step } from '../support/random-edits.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = 'Mara Odell said that the council of Brightwater knew of it. Nobody denied it.';

/** The queries that the article screen shows, as it asks them. */
const ASKED = [
  'documents.list',
  'documents.ids',
  'documents.around',
  'documents.get',
  'project.info',
  'notes.counts',
  'notes.list',
  'claims.list',
  'entities.search',
] as const;
type Asked = (typeof ASKED)[number];

/** Every filter and order of the list of documents. */
const LIST: fc.Arbitrary<Omit<InputOf<'documents.list'>, 'offset' | 'limit' | 'set'>> = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      status: fc.subarray(['new', 'in progress', 'done'] as const),
      search: fc.constant('article'),
      label: fc.constant({ name: 'genre', value: null }),
      recheck: fc.boolean(),
      openItems: fc.boolean(),
      order: fc.constantFrom('added' as const, 'open items' as const),
      descending: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);

test('applying the changes in a notice to a result gives what a new query gives', async () => {
  let patched = 0;
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(step, fc.constant('undo' as const)), { maxLength: 20 }),
      LIST,
      async (steps, list) => {
        const b = backend();
        const document = b.addDocument(TEXT);
        b.addDocument('Another article without annotations.');
        await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 10]] });
        await b.call('entities.create', { name: 'Mara Odell', type: 'PERSON' });
        const { scheme } = await b.call('project.scheme', {});
        const set = (await b.call('project.info', {})).ownSet!;
        const inputs: { readonly [Name in Asked]: InputOf<Name> } = {
          'documents.list': { set, ...list, limit: 100 },
          'documents.ids': { set, ...list, limit: 100 },
          'documents.around': { set, ...list, document },
          'documents.get': { document, set },
          'project.info': { set },
          'notes.counts': {},
          'notes.list': { document, limit: 100 },
          'claims.list': { document, set, limit: 100 },
          'entities.search': { text: 'Mara', type: 'PERSON', document, set },
        };
        const read = async () => {
          const all: Partial<Record<Asked, unknown>> = {};
          for (const name of ASKED) all[name] = settled(name, await b.call(name, inputs[name] as never));
          return all;
        };
        const notices: ChangeNotice[] = [];
        b.workspace.listen((event) => event.event === 'changed' && notices.push(event.notice));
        let shown = await read();
        for (const each of steps) {
          notices.length = 0;
          if (each === 'undo') await takeBack(b, 'undo', { document }).catch(() => undefined);
          else await apply(b, document, TEXT, each);
          const rows = (shown['documents.list'] as OutputOf<'documents.list'>).rows;
          const known: Known = {
            scheme,
            rowOf: (wanted, of) => (of === set ? rows.find(({ id }) => id === wanted) : undefined),
          };
          const now = await read();
          const [notice] = notices;
          if (notices.length === 1 && notice?.counted)
            for (const name of ASKED) {
              const before = shown[name];
              const after = resultAfter(name, inputs[name] as never, before as never, notice.counted, known);
              if (after === undefined) continue;
              expect({ [name]: settled(name, after as never) }).toEqual({ [name]: now[name] });
              if (after === before) kept++;
              else patched++;
            }
          shown = now;
        }
        b.workspace.dispose();
      },
    ),
    { numRuns: 10 },
  );
  expect(patched).toBeGreaterThan(20);
  expect(kept).toBeGreaterThan(40);
}, 60_000);

/** The types of equally many spans have no order. */
function settled<Name extends Asked>(name: Name, output: OutputOf<Name>): unknown {
  if (name !== 'project.info') return output;
  const info = output as OutputOf<'project.info'>;
  return { ...info, types: info.types.toSorted((a, b) => (a.type < b.type ? -1 : 1)) };
}
