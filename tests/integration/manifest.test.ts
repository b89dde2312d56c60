import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { FORMATS } from '../../shared/formats/registry.ts';
import { canWrite } from '../../shared/formats/define.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { bring, put } from '../support/bad-input.ts';

afterEach(() => vi.unstubAllEnvs());

const RECORD = JSON.stringify({
  text: 'Ada met Bo in Lumen.\n\nThey left on foot.',
  spans: [{ start: 0, end: 3, type: 'PERSON' }],
});

async function exported(b: Backend, format: string): Promise<string> {
  const folder = join(b.folder, `out-${format}`);
  await b.call('exchange.export', { job: newUid(), format, folder: b.workspace.files.admit(folder).id });
  return folder;
}

const createdOf = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { created: string }).created;

test('SOURCE_DATE_EPOCH sets the time of an export, so that two exports are identical', async () => {
  const b = backend();
  await bring(b, put(b, 'in.jsonl', `${RECORD}\n`));
  vi.stubEnv('SOURCE_DATE_EPOCH', '1735689600');
  expect(createdOf(await exported(b, 'jsonl'))).toBe('2025-01-01T00:00:00.000Z');
  const before = Date.now();
  for (const [i, wrong] of ['', 'soon', '-1', '99999999999999999'].entries()) {
    vi.stubEnv('SOURCE_DATE_EPOCH', wrong);
    const folder = join(b.folder, `again-${i}`);
    await b.call('exchange.export', {
      job: newUid(),
      format: 'csv',
      folder: b.workspace.files.admit(folder).id,
    });
    expect(Date.parse(createdOf(folder)), wrong).toBeGreaterThanOrEqual(before);
  }
});

test.each(FORMATS.filter(canWrite).map(({ id }) => id))(
  'an exported folder of %s is read back without a word about its manifest',
  async (format) => {
    const b = backend();
    await bring(b, put(b, 'in.jsonl', `${RECORD}\n`));
    const folder = await exported(b, format);
    const { notes, leftOut, documents } = await bring(b, folder).catch((error: unknown) => ({
      notes: [{ message: String(error) }],
      leftOut: undefined,
      documents: 0,
    }));
    expect(JSON.stringify([notes, leftOut])).not.toMatch(/manifest\.json|README\.md|labels\.json/);
    // The card of a dataset is not an article.
    expect(documents).toBeLessThanOrEqual(1);
  },
);

test('with a forced format, a Postil manifest is ignored, and one of another program is reported', async () => {
  const b = backend();
  await bring(b, put(b, 'in.jsonl', `${RECORD}\n`));
  const folder = await exported(b, 'conll');
  const read = await bring(b, folder, 'conll');
  expect(read.leftOut).toBeUndefined();
  const other = join(b.folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'manifest.json'), '{"name": "app", "version": "1"}');
  writeFileSync(join(other, 'in.jsonl'), `${RECORD.replace('Ada met', 'Ada saw')}\n`);
  const { notes, leftOut } = await bring(b, other);
  expect(JSON.stringify([notes, leftOut])).toContain('manifest.json');
});
