import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openStore } from '../../db/connection/open.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

const TEXT = [
  'Isl amabad waits for the tide tables',
  'The Ministry of Tides met Gull Works Ltd and the Quayside Circle in Isl amabad on Monday.',
  'Mara Odell said that the Lantern Society in Isl amabad had paid for the survey.',
].join('\n\n');
const CLAIM = 'the Lantern Society in Isl amabad had paid for the survey';
/** What the analyst tags by key; the claim and the link follow. */
const TAGS = [
  { words: 'Ministry of Tides', key: 'o' },
  { words: 'Gull Works Ltd', key: 'o' },
  { words: 'Quayside Circle', key: 'o' },
  { words: 'Lantern Society', key: 'o' },
  { words: 'Mara Odell', key: 'p' },
];

test.setTimeout(120_000);

test('a scheme grows up under its annotations: split, corrected, a file from before brought in, all undone and redone', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config, story] = [
    join(folder, 'Tides.postil'),
    join(folder, 'config'),
    join(folder, 'tides.txt'),
  ];
  writeFileSync(story, TEXT);
  const project = await Cli.project(file, config, story);
  const migration = join(folder, 'human.migration.json');
  const rename = { step: 'rename', part: { kind: 'span', name: 'PERSON' }, to: 'HUMAN' };
  const from = { scheme: 'News', sha256: 'a'.repeat(64) };
  writeFileSync(migration, JSON.stringify({ format: 'postil-migration', version: 1, from, steps: [rename] }));
  const colleague = await exportOfColleague(folder, story);
  const spans = async () => {
    const rows = await project.run<{ spans: Row[] }>('list', 'spans');
    return rows.spans.map(({ type, text }) => `${type} ${text}`).sort();
  };
  /** Everything that is in the project but its journal. */
  const dump = () => {
    const store = openStore(file, { program: 'test' });
    try {
      return [...canonicalDump(store)];
    } finally {
      store.close();
    }
  };

  let host = await startHost('web', { home: folder, config, file });
  let hands = new Hands(host.page);
  let { page } = host;
  const text = () => page.getByRole('textbox', { name: 'Article', exact: true });
  await expect(text()).toContainText('Quayside Circle');

  await test.step('an analyst annotates', async () => {
    for (const tag of TAGS) await hands.tag(tag);
    await hands.tag({ words: 'Isl amabad', nth: 2, key: 'g' });
    await hands.tag({ words: CLAIM, key: 'c' });
    await hands.saved();
  });
  const states = [dump()];
  const annotated = await spans();
  expect(annotated).toContain(`CLAIM ${CLAIM}`);

  await test.step('the type is split by lists, and the queue is worked by key', async () => {
    await hands.press('Alt+Shift+S');
    const screen = page.getByRole('main', { name: 'Scheme' });
    await screen.getByRole('button', { name: /^Organi[sz]ation/ }).press('Enter');
    await screen.getByRole('button', { name: 'Split…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Split Organi[sz]ation/ });
    const lists = [
      ['MINISTRY', 'beginning with', 'ministry'],
      ['FIRM', 'containing', 'ltd'],
    ] as const;
    for (const [i, [name, how, words]] of lists.entries()) {
      const group = dialog.getByRole('group', { name: `New type ${i + 1}` });
      await group.getByLabel('Name').fill(name);
      await group.getByLabel('Compare').selectOption(how);
      await group.getByLabel('Words').fill(words);
    }
    await expect(dialog.getByTestId('effect').getByRole('listitem').nth(2)).toHaveText('2 undecided');
    await dialog.getByRole('button', { name: 'Split', exact: true }).press('Enter');
    const queue = page.getByRole('dialog', { name: /what is left/ });
    await expect(queue.getByRole('status')).toHaveText('2 left');
    states.push(dump());
    const letter = await queue.getByRole('button', { name: /Firm/ }).locator('kbd').last().textContent();
    for (const left of [1, 0]) {
      await hands.press(letter!.toLowerCase());
      await expect(queue.getByRole('status')).toHaveText(`${left} left`);
      states.push(dump());
    }
    await hands.press('Escape');
    await hands.press('Alt+Shift+A');
  });

  await test.step('a word is corrected under the mention, the claim and the link', async () => {
    await expect(text()).toBeVisible();
    await hands.selectWords({ words: 'Society in Isl' });
    await hands.press('F2');
    const writing = page.getByRole('textbox', { name: 'Text to correct' });
    await expect(writing).toBeFocused();
    await hands.press('Delete');
    await expect(writing).toContainText('in Islamabad had');
    await expect(
      page.getByRole('list', { name: 'Annotations with other words' }).getByRole('listitem'),
    ).toHaveCount(2);
    await inBothThemes(page, 'scheme-grows-up');
    await hands.press('Control+Enter');
    await expect(page.getByText('Text corrected. 2 annotations have other words.')).toBeVisible();
    states.push(dump());
  });

  await test.step('a type gets another name by a migration from elsewhere', async () => {
    await project.run('scheme', 'apply', migration);
    states.push(dump());
  });

  await test.step('the export of a colleague from before is brought in, migrated', async () => {
    const told = await project.run<{ notes: { message: string }[] }>('import', colleague);
    expect(told.notes.map(({ message }) => message).join('\n')).toContain('"PERSON" as "HUMAN"');
    expect(await spans()).toEqual([
      `CLAIM ${CLAIM.replace('Isl a', 'Isla')}`,
      'FIRM Gull Works Ltd',
      'FIRM Lantern Society',
      'FIRM Quayside Circle',
      'GPE Islamabad',
      'HUMAN Mara Odell',
      'HUMAN Mara Odell',
      'MINISTRY Ministry of Tides',
      // The split does not decide it, so it waits in the queue.
      'ORG Lantern Society',
    ]);
    states.push(dump());
  });
  await test.step('everything is undone and redone, change by change, with a restart between', async () => {
    for (const verb of ['undo', 'redo'] as const) {
      const ways = verb === 'undo' ? states.slice(0, -1).reverse() : states.slice(1);
      for (const state of ways) {
        await hands.press(verb === 'undo' ? 'Control+z' : 'Control+Shift+Z');
        const confirm = page.getByRole('dialog').getByRole('button', { name: /^(?:Undo|Redo)/ });
        await expect
          .poll(async () => {
            if (await confirm.isVisible()) await confirm.press('Enter');
            return dump().join('\n') === state.join('\n');
          })
          .toBe(true);
      }
      if (verb === 'redo') break;
      expect(await spans()).toEqual(annotated);
      await host.close();
      host = await startHost('web', { home: folder, config, file });
      ({ page } = host);
      hands = new Hands(page);
      await expect(text()).toContainText('Isl amabad had');
      await hands.toStart();
    }
  });
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Row {
  readonly type: string;
  readonly text: string;
}

/** Returns the Postil JSONL that a colleague wrote from the same article under the scheme from before. */
async function exportOfColleague(folder: string, story: string): Promise<string> {
  const config = join(folder, 'config-of-bo');
  const project = await Cli.project(join(folder, 'Bo.postil'), config, story);
  for (const [type, words] of [
    ['ORG', 'Lantern Society'],
    ['PERSON', 'Mara Odell'],
  ] as const) {
    const at = TEXT.indexOf(words);
    const span = `${at}:${at + words.length}`;
    await project.run('annotate', '--document', 'tides.txt', '--type', type, '--span', span);
  }
  const out = join(folder, 'bo');
  await project.run('export', out, '--format', 'jsonl');
  return join(
    out,
    readdirSync(out).find((name) => name.endsWith('.jsonl'))!,
  );
}
