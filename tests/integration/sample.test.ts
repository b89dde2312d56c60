import { expect, test } from 'vitest';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

test('the extractions with the sample articles give proposals to correct, and one that cannot be located', async () => {
  const b = backend();
  const bring = (path: string) =>
    b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(path).id] });
  await bring('resources/sample/sample.jsonl');
  const report = await bring('resources/sample/reader.json');
  expect(report).toMatchObject({ documents: 0, matched: 2, spans: 15, cues: 3, quarantined: 1 });
  const { rows } = await b.call('quarantine.list', {});
  expect(rows.map(({ body }) => body.text)).toEqual(['Ministry of Labour']);
});
