import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

const TEXT = 'Mara Odell left the council of Brightwater on Monday. The council denied everything.';

/** Makes a project whose document has one tagged name. */
async function desk() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const { span } = await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 10]] });
  return { b, document, span };
}

describe('notes', () => {
  test('a question on a span is listed, answered, reopened and deleted', async () => {
    const { b, document, span } = await desk();
    const before = [...canonicalDump(b.store)];
    const { id } = await b.call('notes.add', {
      document,
      span: span.id,
      body: 'Which Odell?',
      question: true,
    });
    await b.call('notes.add', { document, body: 'Read twice.' });

    const open = await b.call('notes.list', { question: 'open' });
    expect(open.rows).toMatchObject([
      {
        id,
        body: 'Which Odell?',
        author: 'Ada',
        words: 'Mara Odell',
        type: 'PERSON',
        target: span.id,
        replies: [],
      },
    ]);
    expect(Date.now() - Date.parse(open.rows[0]!.at)).toBeLessThan(60_000);
    expect(await b.call('notes.counts', {})).toMatchObject({ open: 1, answered: 0, all: 2 });
    expect((await b.call('documents.list', {})).rows[0]?.questions).toBe(1);

    await b.call('notes.answer', { id, body: 'The mayor, see Brightwater.' });
    const answered = await b.call('notes.list', { question: 'answered', search: 'MAYOR' });
    expect(answered.rows[0]).toMatchObject({ question: 'answered', replies: [{ author: 'Ada' }] });
    // The time of the question stays, although the answer changed its row.
    expect(answered.rows[0]!.at).toBe(open.rows[0]!.at);
    await b.call('notes.mark', { id, question: 'open' });
    expect((await b.call('notes.counts', {})).open).toBe(1);

    const end = [...canonicalDump(b.store)];
    for (let n = 0; n < 4; n++) await b.call('history.undo', { document });
    expect([...canonicalDump(b.store)]).toEqual(before);
    for (let n = 0; n < 4; n++) await b.call('history.redo', { document });
    expect([...canonicalDump(b.store)]).toEqual(end);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('a reply to a reply belongs to the note; a note is deleted with its replies, and with its span', async () => {
    const { b, document, span } = await desk();
    const { id } = await b.call('notes.add', { document, span: span.id, body: 'One' });
    const reply = await b.call('notes.add', { document, replyTo: id, body: 'Two' });
    await b.call('notes.add', { document, replyTo: reply.id, body: 'Three' });
    const { rows } = await b.call('notes.list', { document });
    expect(rows.map(({ body, replies }) => [body, replies.map((each) => each.body)])).toEqual([
      ['One', ['Two', 'Three']],
    ]);
    await b.call('notes.edit', { id: reply.id, body: 'Two, rather' });
    expect((await b.call('notes.list', { search: 'rather' })).total).toBe(1);
    expect(await b.call('notes.delete', { id })).toEqual({ deleted: 3 });
    await b.call('history.undo', { document });
    expect(await b.call('spans.dependants', { id: span.id })).toMatchObject({ notes: 3 });
    await b.call('spans.delete', { ids: [span.id] });
    expect((await b.call('notes.list', {})).total).toBe(0);
  });

  test('undoing the first note keeps the analyst for the others', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('notes.add', { document, body: 'First' });
    await b.call('notes.add', { document, body: 'Second' });
    await b.call('history.undo', { document });
    await b.call('history.undo', { document });
    expect((await b.call('notes.list', {})).total).toBe(0);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('invalid notes are rejected and leave nothing behind', async () => {
    const { b, document, span } = await desk();
    const other = b.addDocument('Another article.', 'other.txt');
    const before = [...canonicalDump(b.store)];
    await expect(b.call('notes.add', { document, body: '   ' })).rejects.toThrow(/body/);
    await expect(b.call('notes.add', { document: other, span: span.id, body: 'x' })).rejects.toThrow(
      /no span/,
    );
    await expect(b.call('notes.add', { document, relation: newUid(), body: 'x' })).rejects.toThrow(
      /no relation/,
    );
    await expect(b.call('notes.edit', { id: newUid(), body: 'x' })).rejects.toThrow(/no note/);
    expect([...canonicalDump(b.store)]).toEqual(before);
    const { id } = await b.call('notes.add', { document, body: 'no question' });
    await expect(b.call('notes.answer', { id, body: 'yes' })).rejects.toThrow(/not a question/);
  });

  test('a note on a relation names both ends and is deleted with it', async () => {
    const { b, document } = await desk();
    const claim = async (fragments: [number, number][]) =>
      (await b.call('spans.create', { document, type: 'CLAIM', fragments })).span.id;
    const [from, to] = [await claim([[0, 52]]), await claim([[54, 84]])];
    const { relation } = await b.call('relations.create', { type: 'refutes', from, to });
    await b.call('notes.add', { document, relation: relation.id, body: 'Really?' });
    const [row] = (await b.call('notes.list', { document })).rows;
    expect(row).toMatchObject({ relation: relation.id, target: from, type: 'refutes' });
    expect(row!.words).toContain(' → The council denied');
    await b.call('relations.delete', { ids: [relation.id] });
    expect((await b.call('notes.list', { document })).total).toBe(0);
  });
});
