import fc from 'fast-check';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Backend } from './backend.ts';
import { rowStep } from './random-row-steps.ts';
import { schemeStep } from './random-steps.ts';

export const spansOf = async (b: Backend, document: Uid) =>
  (await b.call('annotations.get', { document })).spans;

/** Random commands of an analyst. Each picks its target by a number, so that any sequence is valid. */
export const step = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    type: fc.constantFrom('PERSON', 'GPE', 'CLAIM', 'DATE'),
    at: fc.nat(50),
    length: fc.nat(30),
  }),
  fc.record({
    do: fc.constant('type' as const),
    pick: fc.nat(),
    type: fc.constantFrom('PERSON', 'GPE', 'CLAIM'),
  }),
  fc.record({
    do: fc.constant('bounds' as const),
    pick: fc.nat(),
    at: fc.nat(50),
    length: fc.nat(30),
    gap: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('attribute' as const),
    pick: fc.nat(),
    value: fc.constantFrom('name', 'nominal', null),
  }),
  fc.record({ do: fc.constant('duplicate' as const), pick: fc.nat(), type: fc.constantFrom('ORG', 'GPE') }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat() }),
  fc.record({
    do: fc.constant('note' as const),
    pick: fc.nat(),
    body: fc.constantFrom('why?', 'see above', ''),
  }),
  fc.record({
    do: fc.constant('status' as const),
    status: fc.constantFrom('new', 'in progress', 'done', 'skipped'),
  }),
  fc.record({ do: fc.constant('label' as const), value: fc.constantFrom('politics', null) }),
  fc.record({ do: fc.constant('title' as const), title: fc.string({ maxLength: 12 }) }),
  fc.record({
    do: fc.constant('fill' as const),
    pick: fc.nat(),
    with: fc.nat(),
    slot: fc.constantFrom('claimer', 'object', 'cue'),
  }),
  fc.record({ do: fc.constant('relate' as const), pick: fc.nat(), with: fc.nat() }),
  fc.record({ do: fc.constant('reply' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('link' as const), pick: fc.nat(), many: fc.boolean() }),
  fc.record({
    do: fc.constant('correct' as const),
    at: fc.nat(50),
    length: fc.nat(12),
    by: fc.constantFrom('', 'a', 'Dr. Ada', '\n\n', 'said'),
    gone: fc.constantFrom('keep' as const, 'delete' as const),
  }),
);

/** Random commands that change the scheme, and with it annotations of all articles. */
export const schemeEdit = fc.oneof(
  fc.record({ do: fc.constant('scheme' as const), step: fc.oneof(rowStep, schemeStep) }),
  fc.record({ do: fc.constant('decide' as const), pick: fc.nat(), into: fc.nat() }),
);

/** Both, one in six a change of the scheme. */
export const anyStep = fc.oneof({ weight: 5, arbitrary: step }, { weight: 1, arbitrary: schemeEdit });

export type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs one command for a document of this text; a refused one must not change anything. */
export async function apply(b: Backend, document: Uid, text: string, s: Step): Promise<void> {
  const spans = await spansOf(b, document);
  const claims = s.do === 'fill' ? spans.filter(({ type }) => type === 'CLAIM') : [];
  const among = claims.length > 0 ? claims : spans;
  const span = 'pick' in s && among.length > 0 ? among[s.pick % among.length] : undefined;
  if ('pick' in s && !span) return;
  const range = (at: number, length: number): [number, number] => [at, Math.min(text.length, at + length)];
  try {
    if (s.do === 'create')
      await b.call('spans.create', { document, type: s.type, fragments: [range(s.at, s.length)] });
    if (s.do === 'type') await b.call('spans.update', { id: span!.id, type: s.type });
    if (s.do === 'bounds') {
      const first = range(s.at, s.length);
      await b.call('spans.update', {
        id: span!.id,
        fragments: s.gap ? [first, [first[1] + 2, first[1] + 4]] : [first],
      });
    }
    if (s.do === 'attribute')
      await b.call('spans.update', { id: span!.id, attributes: { mention: s.value } });
    if (s.do === 'duplicate') await b.call('spans.duplicate', { id: span!.id, type: s.type });
    if (s.do === 'delete') await b.call('spans.delete', { ids: [span!.id] });
    if (s.do === 'note') await b.call('notes.add', { document, span: span!.id, body: s.body });
    if (s.do === 'status') await b.call('documents.setStatus', { document, status: s.status });
    if (s.do === 'label') await b.call('labels.set', { document, name: 'topic', value: s.value });
    const other = 'with' in s ? spans[s.with % spans.length]! : undefined;
    if (s.do === 'fill' && s.slot === 'cue')
      await b.call('slots.fill', {
        span: span!.id,
        slot: 'cue',
        filler: { mention: { fragments: [range(s.with % 50, 4)] } },
        replace: true,
      });
    else if (s.do === 'fill')
      await b.call('slots.fill', { span: span!.id, slot: s.slot, filler: { span: other!.id } });
    if (s.do === 'relate')
      await b.call('relations.create', {
        type: span!.type === 'CLAIM' ? 'related' : 'same-as',
        from: span!.id,
        to: other!.id,
      });
    if (s.do === 'reply') {
      const { rows } = await b.call('notes.list', { document });
      if (rows.length > 0)
        await b.call('notes.add', { document, replyTo: rows[s.pick % rows.length]!.id, body: 'so it is' });
    }
    if (s.do === 'link') {
      const entities = (await b.call('entities.list', { limit: s.many ? 2 : 1 })).rows.map(({ id }) => id);
      await b.call('mentions.set', { spans: [span!.id], entities });
    }
    if (s.do === 'correct')
      await b.call('texts.correct', { document, edits: [[...range(s.at, s.length), s.by]], gone: s.gone });
    if (s.do === 'scheme') await b.call('scheme.apply', { job: newUid(), steps: [s.step], lose: true });
    if (s.do === 'decide') {
      const split = (await b.call('scheme.leftovers', {})).counts.find(({ left }) => left > 0);
      if (!split) return;
      const { rows } = await b.call('scheme.leftovers', { type: split.type });
      const [left, type] = [rows[s.pick % rows.length]!, split.into[s.into % split.into.length]!];
      await b.call('scheme.decide', { spans: [left.span], type });
    }
    if (s.do === 'title') await b.call('documents.setMetadata', { document, metadata: { title: s.title } });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'PostilError') throw error;
  }
}
