import { expect, test } from 'vitest';
import { tellDocumentLosses } from '../../../shared/formats/document-losses.ts';
import { brat } from '../../../shared/formats/brat/index.ts';
import { csv } from '../../../shared/formats/csv/index.ts';
import type { Incoming } from '../../../shared/formats/define.ts';
import { TABLE_CARRIES } from '../../../shared/formats/csv/carries.ts';
import { labelStudio } from '../../../shared/formats/label-studio/index.ts';
import { LossTally } from '../../../shared/formats/losses.ts';
import { webAnnotation } from '../../../shared/formats/web-annotation/index.ts';
import { readFromMemory, records, writeToMemory, type Written } from '../../support/formats.ts';
import { utf8 } from './support.ts';

/** Returns what CSV loses from files in another format. */
async function lostInCsv(read: () => AsyncIterable<Incoming>) {
  const { dataset, documents } = await records(read);
  const { losses } = await writeToMemory(csv, dataset, documents);
  return losses.list();
}

const files = (content: Record<string, string>): Written =>
  new Map(Object.entries(content).map(([name, text]) => [name, utf8(text)]));

test('ids of another tool for its lines and regions are not a loss', async () => {
  const ann = ['T1\tPER 0 3\tAda', 'T2\tPER 8 10\tBo', 'R1\tmet Arg1:T1 Arg2:T2', 'A1\tSure T1', ''].join(
    '\n',
  );
  const fromBrat = await lostInCsv(() =>
    readFromMemory(brat, files({ 'a.txt': 'Ada met Bo.', 'a.ann': ann })),
  );
  expect(fromBrat.map(({ kind }) => kind)).toEqual(['relations', 'article texts']);

  const result = (id: string, start: number, end: number) => ({
    id,
    from_name: 'ner',
    to_name: 'text',
    type: 'labels',
    value: { start, end, text: 'Ada met Bo.'.slice(start, end), labels: ['PER'] },
  });
  const task = {
    id: 1,
    data: { text: 'Ada met Bo.' },
    annotations: [{ result: [result('x', 0, 3), result('y', 8, 10)] }],
  };
  const fromStudio = await lostInCsv(() =>
    readFromMemory(labelStudio, files({ 'tasks.json': JSON.stringify([task]) })),
  );
  expect(fromStudio.map(({ kind }) => kind)).not.toContain('foreign data of spans');

  const annotation = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: 'https://annotations.example/1',
    type: 'Annotation',
    body: { type: 'TextualBody', purpose: 'tagging', value: 'PER' },
    target: { source: 'a.txt', selector: { type: 'TextPositionSelector', start: 0, end: 3 } },
  };
  const fromWeb = await lostInCsv(() =>
    readFromMemory(webAnnotation, files({ 'a.jsonld': JSON.stringify(annotation), 'a.txt': 'Ada met Bo.' })),
  );
  expect(fromWeb.map(({ kind }) => kind)).not.toContain('foreign data of spans');
});

test('other data of another tool on a line is a loss, and the full name of a type is reported once', async () => {
  const { documents } = await records(() =>
    readFromMemory(brat, files({ 'a.txt': 'Ada met Bo.', 'a.ann': 'T1\tPER 0 3\tAda\nT2\tPER 8 10\tBo\n' })),
  );
  const [first, second] = documents[0]!.spans;
  const losses = new LossTally();
  const spans = [
    { ...first!, extra: { brat: { id: 'T1', tail: 'words behind' } } },
    { ...second!, extra: { 'uima-cas': { id: 4, type: 'webanno.custom.PER' } } },
    { ...second!, extra: { 'uima-cas': { id: 5, type: 'webanno.custom.PER' } } },
  ];
  tellDocumentLosses(documents[0]!, spans, losses, TABLE_CARRIES, []);
  const told = losses.list().filter(({ group }) => group === 'tools');
  expect(told).toEqual([
    { kind: 'foreign data of spans', count: 1, group: 'tools', examples: ['brat'] },
    { kind: 'full names of types', count: 1, group: 'tools', examples: ['webanno.custom.PER'] },
  ]);
});

test('losses are sorted by subject, then by number', () => {
  const losses = new LossTally();
  losses.add('foreign data of spans', 'x', 5_000);
  losses.add('metadata of documents', 'x', 3);
  losses.add('spans widened to whole tokens', 'x', 2);
  losses.add('scores', 'x', 4);
  losses.add('relations', 'x', 9);
  losses.add('spans', 'x', 1);
  expect(losses.list().map(({ kind }) => kind)).toEqual([
    'spans',
    'relations',
    'scores',
    'spans widened to whole tokens',
    'metadata of documents',
    'foreign data of spans',
  ]);
});
