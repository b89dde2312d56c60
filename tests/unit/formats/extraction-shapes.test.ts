import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../../shared/formats/define.ts';
import { extractions } from '../../../shared/formats/extractions/index.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import { head, readShape, SHAPES, type ReadShape } from './extraction-shapes.ts';
import { stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

/**
 * One small file for each shape in which models and libraries write extractions, all about one article, whose first character
 * takes two UTF-16 code units: offsets in the files count code points.
 */

const THREE = ['PERSON 3–13 Mara Odell', 'PERSON 18–23 Bo Ek', 'GPE 27–38 Brightwater'];
const SCORED = ['PERSON 3–13 Mara Odell (0.97)', 'PERSON 18–23 Bo Ek (0.9)', 'GPE 27–38 Brightwater (0.8)'];
const LOWER = SCORED.map((line) => line.replace(/^\w+/, (type) => type.toLowerCase()));
/** What the model's answers in the envelopes of the services contain. */
const ANSWER = [...THREE, 'CLAIM 51–66 We will rebuild [claimer: Mara Odell] [cue: said]', 'CUE 69–73 said'];

const TABLE: Record<string, Partial<ReadShape>> = {
  'langextract.jsonl': {
    spans: [
      'person 3–13 Mara Odell role=speaker',
      'person 18–23 Bo Ek',
      'gpe 27–38 Brightwater',
      'CLAIM 51–66 We will rebuild tone=firm [claimer: Odell]',
      'PERSON 74–79 Odell',
    ],
    quarantined: ['span person Zeb Marsh'],
    notes: ['1 could not be located in its article; a project keeps it in quarantine.'],
  },
  'langextract-raw.txt': {
    spans: ['person 3–13 Mara Odell role=speaker', 'person 18–23 Bo Ek', 'place 27–38 Brightwater'],
  },
  'gliner-list.json': { spans: LOWER },
  'gliner-record.jsonl': { spans: LOWER },
  'gliner-relations.json': {
    spans: ['person 3–13 Mara Odell (0.9)', 'org 99–112 Harbour Board'],
    relations: ['works for: Mara Odell → Harbour Board'],
  },
  'gliner2.json': { spans: ['person 3–13 Mara Odell', 'person 18–23 Bo Ek', 'gpe 27–38 Brightwater'] },
  'gliner2-spans.json': {
    spans: LOWER,
    relations: ['met: Mara Odell → Bo Ek', 'met_in: Bo Ek → Brightwater'],
  },
  'gliner2-structure.json': {
    spans: ['meeting 3–13 Mara Odell (0.9)', 'place 27–38 Brightwater (0.8)', 'day 42–48 Monday (0.7)'],
    relations: ['place: Mara Odell → Brightwater', 'day: Mara Odell → Monday'],
  },
  'uie.json': {
    spans: [
      '人物 3–13 Mara Odell (0.99) 情感倾向[正向，负向]=正向',
      '雇主 99–112 Harbour Board (0.8)',
      '时间 42–48 Monday (0.9)',
    ],
    relations: ['雇主: Mara Odell → Harbour Board'],
  },
  'hf-aggregated.json': { spans: SCORED },
  'hf-pieces.jsonl': {
    spans: ['PERSON 3–13 Mara Odell (0.8)', 'PERSON 18–23 Bo Ek (0.7)', 'GPE 27–38 Brightwater (0.7)'],
  },
  'hf-pieces-slow.json': {
    spans: ['PERSON 3–13 Mara Odell (0.8)', 'PERSON 18–23 Bo Ek (0.7)', 'GPE 27–38 Brightwater (0.7)'],
  },
  'hf-pieces-sentencepiece.json': {
    spans: ['PERSON 3–13 Mara Odell (0.9)', 'PERSON 18–23 Bo Ek (0.9)', 'GPE 27–38 Brightwater (0.9)'],
  },
  'pydantic.json': { spans: [`${THREE[0]!} role=speaker`, THREE[1]!, THREE[2]!] },
  'pydantic-more.json': { spans: [...THREE, 'PERSON 114–116 Ek'] },
  'strings.json': {
    spans: ['SPAN 3–13 Mara Odell', 'SPAN 18–23 Bo Ek'],
    notes: ['2 mentions have no type and became SPAN; the option mention-type sets another type.'],
  },
  'strings-by-type.json': { spans: THREE },
  'nuextract.json': {
    spans: [
      'people 3–13 Mara Odell',
      'people 18–23 Bo Ek',
      'organizations 99–112 Harbour Board role=employer',
      'place 27–38 Brightwater',
      'date 42–48 Monday',
    ],
  },
  'tuples.json': { spans: [SCORED[0]!, THREE[1]!, THREE[2]!] },
  'paragraphs.jsonl': { spans: THREE.slice(0, 1) },
  'output-list.jsonl': { spans: SCORED },
  'output-types.jsonl': { spans: THREE },
  'lists-with-types.json': {
    spans: [...SCORED, 'PERSON 74–79 Odell', 'people 114–116 Ek', 'ORG 99–112 Harbour Board'],
  },
  'nan-lines.jsonl': { spans: [THREE[0]!, THREE[1]!, 'PERSON 0–5 Bo Ek'], documents: 2 },
  'cloud.json': { spans: SCORED.slice(0, 2) },
  'flair.json': { spans: SCORED },
  'google-language.json': {
    spans: ['PERSON 3–13 Mara Odell salience=0.6', 'PERSON 74–79 Odell salience=0.6'],
  },
  'template-beside-text.json': {
    spans: ['person 3–13 Mara Odell', 'person 18–23 Bo Ek', 'place 27–38 Brightwater'],
  },
  'own-types.json': { spans: ['speakers 3–13 Mara Odell', 'harbours 27–38 Brightwater'] },
  'wrapped.json': { spans: THREE },
  'messages.jsonl': { spans: ANSWER },
  'openai-chat.json': { spans: ANSWER, model: 'gpt-x' },
  'openai-tools.json': { spans: ANSWER, model: 'gpt-x' },
  'openai-responses.json': { spans: ANSWER, model: 'gpt-x' },
  'openai-responses-call.json': { spans: ANSWER, model: 'gpt-x' },
  'openai-batch.jsonl': {
    spans: [...ANSWER, 'DATE 42–48 Monday'],
    model: 'gpt-x',
    documents: 2,
    faults: [
      '2: The model’s answer is cut off: it reached the limit of its length. Ask the model again with a higher limit.',
      '3: There is no response of the model, only an error: "It broke.".',
      '4: The model’s answer holds no JSON: "I cannot do that.".',
    ],
  },
  'anthropic.json': { spans: ANSWER, model: 'claude-x' },
  'anthropic-batch.jsonl': {
    spans: ANSWER,
    model: 'claude-x',
    faults: [
      '2: There is no response of the model, only an error: "Too long.".',
      '3: There is no response of the model, only an error: "expired".',
    ],
  },
  'gemini.json': { spans: ANSWER, model: 'gemini-x' },
  'gemini-call.json': { spans: ANSWER, model: 'gemini-x' },
  'ollama.json': { spans: ANSWER, model: 'llama-x' },
  'own-output.jsonl': { spans: ANSWER, model: 'mine' },
  'answer.txt': { spans: ANSWER },
  'openie.json': {
    spans: ['SPAN 3–13 Mara Odell', 'SPAN 18–23 Bo Ek', 'SPAN 8–13 Odell', 'SPAN 99–112 Harbour Board'],
    relations: ['met: Mara Odell → Bo Ek', 'works for: Odell → Harbour Board'],
    notes: ['4 mentions have no type and became SPAN; the option mention-type sets another type.'],
  },
  'rebel.json': {
    spans: [
      'SPAN 3–13 Mara Odell',
      'SPAN 99–112 Harbour Board',
      'SPAN 18–23 Bo Ek',
      'SPAN 27–38 Brightwater',
    ],
    relations: [
      'employer: Mara Odell → Harbour Board',
      'residence: Bo Ek → Brightwater',
      'acquaintance: Bo Ek → Mara Odell',
    ],
    notes: ['4 mentions have no type and became SPAN; the option mention-type sets another type.'],
  },
  'mrebel.txt': {
    spans: ['per 3–13 Mara Odell', 'org 99–112 Harbour Board'],
    relations: ['employer: Mara Odell → Harbour Board'],
  },
  'rebel-dicts.json': {
    spans: ['SPAN 3–13 Mara Odell', 'SPAN 99–112 Harbour Board'],
    relations: ['employer: Mara Odell → Harbour Board'],
    notes: ['2 mentions have no type and became SPAN; the option mention-type sets another type.'],
  },
  'graph.json': {
    spans: ['Person 3–13 Mara Odell', 'Org 99–112 Harbour Board'],
    relations: ['WORKS_FOR: Mara Odell → Harbour Board'],
  },
  'corenlp.json': {
    spans: [
      'PERSON 3–13 Mara Odell (0.99)',
      'DATE 42–48 Monday normalizedNER=XXXX-WXX-1',
      'CLAIM 50–68 “We will rebuild,” [claimer: Odell]',
      'PERSON 74–79 Odell',
      'SPAN 18–23 Bo Ek',
    ],
    relations: ['met: Mara Odell → Bo Ek'],
    notes: ['1 mention has no type and became SPAN; the option mention-type sets another type.'],
  },
  'corenlp-tokens.json': {
    spans: ['PERSON 3–13 Mara Odell', 'PERSON 18–23 Bo Ek', 'PERSON 74–79 Odell', 'PERSON 114–116 Ek'],
  },
  'speaker-quote.jsonl': {
    spans: [
      'CLAIM 51–66 We will rebuild [claimer: Odell]',
      'PERSON 74–79 Odell',
      'CLAIM 117–131 did not answer [claimer: Ek]',
      'PERSON 114–116 Ek',
    ],
  },
  'quotes.json': {
    spans: [
      'PERSON 3–13 Mara Odell',
      'CLAIM 50–68 “We will rebuild,” confidence=high [claimer: Mara Odell] [cue: said]',
      'CUE 69–73 said',
    ],
    notes: ['1 score is not a number on a known scale ("high") and became an attribute.'],
  },
  'statements.json': {
    spans: [
      'CLAIM 51–66 We will rebuild',
      'CLAIM 51–66 We will rebuild claim=The harbour gets repaired stance=for [claimer: Odell]',
      'PERSON 74–79 Odell',
    ],
  },
  'beside-entities.json': {
    spans: [
      'PERSON 3–13 Mara Odell',
      'PERSON 18–23 Bo Ek',
      'CLAIM 51–66 We will rebuild [claimer: Odell]',
      'PERSON 74–79 Odell',
      'Meet 14–17 met [participant: Mara Odell] [participant: Bo Ek] [place: Brightwater]',
      'GPE 27–38 Brightwater',
      'SPAN 99–112 Harbour Board',
    ],
    relations: ['met: Mara Odell → Bo Ek', 'works for: Odell → Harbour Board'],
    notes: ['1 mention has no type and became SPAN; the option mention-type sets another type.'],
  },
  'mended.json': {
    spans: [THREE[0]!, `${THREE[1]!} (0.95)`, THREE[2]!],
    notes: ['1 item has unusable offsets ("-1"); the words were searched for in the article.'],
  },
  'python.jsonl': {
    spans: [`${THREE[0]!} is_name=true`, `${THREE[1]!} gloss=the board's critic`],
    faults: ['2: Not valid JSON at column 72 of the record: "," or "}" expected, found ":".'],
  },
  'percent.json': {
    spans: [`${THREE[0]!} (0.95)`, `${THREE[1]!} (0.075)`, `${THREE[2]!} confidence=high`],
    notes: [
      '2 scores were read as a percentage.',
      '1 score is not a number on a known scale ("high") and became an attribute.',
    ],
  },
  'unknown-scale.json': {
    spans: [`${THREE[0]!} confidence=8`, `${THREE[1]!} confidence=1`],
    notes: ['2 scores are not numbers on a known scale ("8") and became attributes.'],
  },
};

test('every fixture has an entry in the table', () => {
  expect(readdirSync(SHAPES).filter((name) => name !== 'storm.txt')).toEqual(Object.keys(TABLE).sort());
});

describe.each(Object.entries(TABLE))('%s', (name, expected) => {
  test('is read with exact positions', async () => {
    const nothing = { relations: [], quarantined: [], faults: [], notes: [], model: undefined, documents: 1 };
    expect(await readShape(name)).toEqual({ ...nothing, ...expected });
  });

  test('is recognised from its beginning', () => {
    expect(sniffFormat(name, head(name))?.id).toBe('extractions');
  });
});

describe('a record with a text and unknown shapes', () => {
  const line = (record: unknown) => `${JSON.stringify(record)}\n`;
  const quoting = line({ text: 'Bo left the town.', stuff: { PERSON: ['Bo'] } });

  test.each([
    ['annotations with unknown field names', { triggers: [{ b: 0, e: 3, kind: 'X' }] }],
    ['tuples', { marks: [[0, 3, 'A', 'x']] }],
  ])('is not a template: %s', async (_, own) => {
    const record = line({ text: 'Ona met Bo in Vell.', ...own });
    expect(sniffFormat('a.jsonl', utf8(record))?.id).not.toBe('extractions');
    const faults: string[] = [];
    const options = {
      file: 'a.jsonl',
      siblings: new Set<string>(),
      companion: () => Promise.resolve(null),
      leaveOut: ({ message }: { message: string }) => void faults.push(message),
    };
    const items: Incoming[] = [];
    for await (const item of extractions.read!(stream(quoting + record), options)) items.push(item);
    const documents = items.filter((item) => item.kind === 'document');
    expect(documents.map(({ record: { spans } }) => spans.map(({ type }) => type))).toEqual([['PERSON']]);
    expect(faults).toEqual([expect.stringContaining(JSON.stringify(Object.keys(own)[0]))]);
  });

  test('is a template if names that are not in the text are listed under a common type', async () => {
    const record = line({ text: 'Ona met Bo in Vell.', stuff: { PERSON: ['Zeb'] } });
    const items: Incoming[] = [];
    const options = {
      file: 'a.jsonl',
      siblings: new Set<string>(),
      companion: () => Promise.resolve(null),
    };
    for await (const item of extractions.read!(stream(record), options)) items.push(item);
    const [document] = items.filter((item) => item.kind === 'document');
    expect(document!.record.quarantined).toHaveLength(1);
  });

  test('does not claim a file with records of another format', () => {
    const spans = line({ text: 'Ona met Bo.', spans: [{ start: 0, end: 3, type: 'PERSON' }] });
    expect(sniffFormat('a.jsonl', utf8(quoting))?.id).toBe('extractions');
    expect(sniffFormat('a.jsonl', utf8(spans + quoting))?.id).toBe('jsonl');
    expect(sniffFormat('a.jsonl', utf8(quoting + spans))?.id).toBe('jsonl');
  });
});

describe('the article of a record that has no text', () => {
  const found = { spans: LOWER, documents: 1 };

  test('is the file of the same name in the folder, read as in an import', async () => {
    const options = { findDocument: () => Promise.resolve(null), ...beside('storm.txt') };
    expect(await readShape('gliner-list.json', options)).toMatchObject(found);
    expect(await readShape('gliner-list.json', { ...options, file: 'storm.txt.json' })).toMatchObject(found);
  });

  test('is requested with the missing field', async () => {
    const options = { findDocument: () => Promise.resolve(null), leaveOut: undefined };
    await expect(readShape('gliner-list.json', options)).rejects.toMatchObject({
      message:
        'The record has annotations but no text, and names no document. Give it “text” or “document_id”, or put the article beside the file as "storm.txt".',
      where: { file: 'storm.json', field: 'text' },
    });
    await expect(readShape('pydantic.json', options)).rejects.toMatchObject({
      message: expect.stringContaining('There is no document "storm.txt" here') as string,
      where: { field: 'document_id' },
    });
  });

  function beside(name: string) {
    return {
      siblings: new Set([name, 'storm.json']),
      companion: (other: string) => Promise.resolve(other === name ? stream(head(name)) : null),
    };
  }
});

test('a record with any values in known fields is read or rejected, and its spans are within the text', async () => {
  const key = fc.constantFrom(
    ...[
      'text',
      'entities',
      'extractions',
      'claims',
      'quotes',
      'relations',
      'triples',
      'events',
      'nodes',
      'mentions',
    ],
    ...[
      'type',
      'label',
      'labels',
      'entity',
      'name',
      'value',
      'word',
      'score',
      'start',
      'end',
      'char_interval',
      'span',
    ],
    ...[
      'choices',
      'message',
      'content',
      'tool_calls',
      'function',
      'arguments',
      'output',
      'response',
      'result',
      'messages',
    ],
    ...[
      'custom_id',
      'role',
      'attributes',
      'head',
      'tail',
      'subject',
      'object',
      'speaker',
      'quote',
      'arguments',
      'trigger',
    ],
    ...[
      'sentences',
      'tokens',
      'characterOffsetBegin',
      'id',
      'PERSON',
      'data',
      'documents',
      'predictions',
      'results',
    ],
  );
  const leaf = fc.constantFrom<unknown>(
    ...[
      'Ada',
      'Bo Ek',
      'PERSON',
      'B-PER',
      '',
      ' ',
      '{"entities": [{"text": "Ada", "type": "X"}]}',
      '95%',
      '3',
      '##a',
    ],
    ...[0, 3, -1, 1.5, 95, null, true, '<triplet> Ada <subj> Bo <obj> r', 'assistant', 'claim', '{"a'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', maxDepth: 6 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 5 }), fc.boolean(), async (more, hasText) => {
      const content = JSON.stringify(hasText ? { ...more, text: 'Ada met Bo Ek 😀.' } : more);
      expect(() => sniffFormat('a.json', utf8(content))).not.toThrow();
      const read = async () => {
        const items: Incoming[] = [];
        for await (const item of extractions.read!(stream(content), { file: 'a.json' })) items.push(item);
        return items;
      };
      const items = await read().catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'refused' });
        return [];
      });
      for (const item of items)
        if (item.kind === 'document')
          for (const { fragments, type } of item.record.spans) {
            expect(type.trim()).not.toBe('');
            for (const [start, end] of fragments)
              expect([start < end || start === end, end <= item.record.text.length]).toEqual([true, true]);
          }
    }),
    { numRuns: cases(300) },
  );
});
