import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newUid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { expectTidy } from '../support/geometry.ts';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

const choice = (label: string, options: string[]) => ({ kind: 'choice', name: 'value', label, options });
const scheme = {
  ...newsScheme,
  labels: [
    { name: 'relevance', label: 'Relevance', value: choice('Relevance', ['high', 'low']) },
    { name: 'topic', label: 'Topic', value: choice('Topic', ['War', 'Aid', 'Trade']) },
    { name: 'tags', label: 'Tags', many: true, value: choice('Tags', ['sea', 'law', 'money']) },
  ],
};

/** The labels of twelve articles by two analysts: relevance, topic, and tags joined by “+”. */
const ADA =
  'high/War/sea high/War/sea+law low/Aid/law low/Aid/law high/War/sea high/Trade/money low/Trade/money+law high/War/sea low/Aid/law -/Aid/money -/Trade/law -/War/sea';
const BO =
  'high/War/sea high/Aid/sea low/Aid/law low/Aid/money high/War/sea+law high/Trade/money low/Trade/money high/War/sea low/Aid/law -/War/money -/Trade/law high/War/law';

function file(): string {
  const sets = ['Ada', 'Bo'].map((name) => ({ id: newUid(), name, kind: 'import' }));
  const rows = [ADA.split(' '), BO.split(' ')];
  const documents = rows[0]!.map((_, i) => ({
    kind: 'document',
    id: newUid(),
    title: `Quay ${i + 1}`,
    text: `Quay ${i + 1} at dawn.`,
    labels: sets.flatMap(({ name: set }, side) => {
      const [relevance = '-', topic = '-', tags = ''] = rows[side]![i]!.split('/');
      return [
        ...(relevance === '-' ? [] : [{ id: newUid(), set, name: 'relevance', value: relevance }]),
        { id: newUid(), set, name: 'topic', value: topic },
        ...tags.split('+').map((value) => ({ id: newUid(), set, name: 'tags', value })),
      ];
    }),
  }));
  const header = { kind: 'header', format: 'postil-jsonl', version: 1, sets };
  return [header, ...documents].map((line) => JSON.stringify(line)).join('\n');
}

test('the agreement screen shows document labels, and each figure leads to its articles', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [path, config] = [join(folder, 'Quays.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'labels.jsonl'), file());
  writeFileSync(join(folder, 'scheme.json'), JSON.stringify(scheme));
  const project = new Cli(path, config);
  await project.run('new');
  await project.run('scheme', '--replace', join(folder, 'scheme.json'));
  await project.run('import', join(folder, 'labels.jsonl'));
  const host = await startHost('web', { home: folder, config, file: path });
  const { page } = host;
  const hands = new Hands(page);
  await expect(page.locator('.ProseMirror')).toContainText('at dawn');
  await hands.press('Alt+Shift+n');

  const labels = page.getByRole('region', { name: 'Document labels' });
  const rows = labels.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  // The worst label first; relevance is of nine articles only, so it comes last and in grey.
  await expect(rows.nth(0)).toContainText('Tags');
  await expect(rows.nth(1)).toContainText('Topic');
  await expect(rows.nth(2)).toContainText('Relevance');
  await expect(rows.nth(2)).toHaveAttribute('data-few', 'true');
  await expect(rows.nth(2).locator('td')).toHaveText(['100.0', '1.00', '1.00', '', '9', /^(0 \+ 1|1 \+ 0)$/]);
  await expect(rows.nth(0).locator('td').nth(4)).toHaveText('12');
  const { measures } = (await project.run(
    'agreement',
    ...['--source', 'Bo', '--target', 'Ada', '--label', 'topic'],
  )) as unknown as { measures: Record<string, { value: number }> };
  await expect(rows.nth(1).locator('td').nth(1)).toHaveText(measures['cohenKappa']!.value.toFixed(2));

  for (const [width, height] of [
    [1280, 800],
    [960, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await inBothThemes(page, `label-agreement-${width}`);
    await page.getByRole('heading', { name: 'Confusion of Topic' }).scrollIntoViewIfNeeded();
    await inBothThemes(page, `label-agreement-confusion-${width}`);
    await labels.scrollIntoViewIfNeeded();
    await expectTidy(page, `document labels, ${width}`);
  }

  const examples = page.getByRole('complementary', { name: 'Examples' });
  await rows.nth(1).getByRole('button').first().click();
  await expect(examples.getByRole('listitem')).toHaveCount(2);
  await inBothThemes(page, 'label-agreement-examples');
  await hands.press('Escape');
  const topics = page.getByRole('group', { name: 'Confusion of Topic' });
  await topics.getByRole('button', { name: /War found as such/ }).click();
  await expect(examples.getByRole('listitem')).toHaveCount(4);
  await hands.press('Escape');
  const tags = page.getByRole('region', { name: 'Values of Tags' });
  await tags.getByRole('row').filter({ hasText: 'money' }).getByRole('button').first().focus();
  await hands.press('Enter');
  await expect(examples.getByRole('listitem')).toHaveCount(1);
  await hands.press('ArrowDown', 'Enter');
  await expect(page.locator('.ProseMirror')).toContainText('Quay 4 at dawn');
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
