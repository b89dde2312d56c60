import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const CLAIM = 'Yusuf Demir said in Isl amabad that he would wait';
const TEXTS = {
  'a.txt': `Isl amabad waits for word\n\nThe minister ${CLAIM}.\n\nNobody came to the station that night, and the lamps stayed dark.`,
  'b.txt': 'ISL AMABAD was quiet.\n\nThe people of Isl amabad slept, said Yusuf Demir.',
  'c.txt': 'From Isl amabad nothing was heard for a week.',
};
type Name = keyof typeof TEXTS;

test.setTimeout(120_000);

interface Row {
  readonly id: string;
  readonly entities: readonly string[];
  readonly type: string;
  readonly text: string;
}

interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly cli: Cli;
  readonly id: (name: Name) => string;
  readonly text: (name: Name) => Promise<string>;
  readonly spans: () => Promise<Row[]>;
}

/** A project with three articles; in the first, a mention in a claim, and a person. */
async function opened(run: (desk: Desk) => Promise<void>) {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Replace.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  for (const [name, text] of Object.entries(TEXTS)) {
    writeFileSync(join(folder, name), text);
    await cli.run('import', join(folder, name));
  }
  const { documents } = await cli.run<{ documents: { id: string; name: string }[] }>('list', 'documents');
  const id = (name: Name) => documents[Object.keys(TEXTS).indexOf(name)]!.id;
  const annotate = (name: Name, type: string, words: string, from = 0) => {
    const start = TEXTS[name].indexOf(words, from);
    const span = `${start}:${start + words.length}`;
    return cli.run('annotate', '--document', id(name), '--type', type, '--span', span);
  };
  await annotate('a.txt', 'LOC', 'Isl amabad', TEXTS['a.txt'].indexOf('said'));
  await annotate('a.txt', 'CLAIM', CLAIM);
  await annotate('a.txt', 'PERSON', 'Yusuf Demir');
  await annotate('b.txt', 'PERSON', 'Yusuf Demir');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator('.ProseMirror')).toContainText('Yusuf Demir');
  try {
    await run({
      page,
      hands: new Hands(page),
      cli,
      id,
      text: async (name) => {
        const { revisions } = await cli.run<{ revisions: { id: string; present: boolean }[] }>(
          'revisions',
          '--document',
          id(name),
        );
        const present = revisions.find((revision) => revision.present);
        if (!present) return TEXTS[name];
        const args = ['--document', id(name), '--text', present.id];
        return (await cli.run<{ text: string }>('revisions', ...args)).text;
      },
      spans: async () => (await cli.run<{ spans: Row[] }>('list', 'spans')).spans,
    });
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const screen = (page: Page) => page.getByRole('main', { name: 'Find and replace' });
const places = (page: Page) => screen(page).getByRole('grid', { name: 'Places' });
const count = (page: Page) => page.getByTestId('replace-count');
const panel = (page: Page) => page.getByRole('complementary', { name: 'What changes' });
const reading = (page: Page) => page.getByRole('textbox', { name: 'Article', exact: true });

test('a word is replaced in the article by key; the mention, the claim and the link stay', async () => {
  await opened(async ({ page, hands, spans, text }) => {
    await hands.selectWords({ words: 'Isl amabad that' });
    await page.locator('.ProseMirror .seg', { hasText: 'Isl amabad' }).click();
    await hands.press('Alt+l');
    await expect(page.getByRole('option', { name: 'New entity “Isl amabad”' })).toBeVisible();
    await hands.press('Enter');
    await expect(page.getByRole('button', { name: 'Unlink Isl amabad' })).toBeVisible();
    await hands.saved();
    const before = await spans();

    await hands.selectWords({ words: 'Isl amabad waits' });
    await hands.press('Control+h');
    const field = screen(page).getByRole('textbox', { name: 'Find' });
    await expect(field).toBeFocused();
    await hands.type('Isl amabad');
    await expect(screen(page).getByRole('radio', { name: 'This article' })).toBeChecked();
    for (let i = 0; i < 3; i++) await hands.press('Tab');
    await hands.type('Islamabad');
    await expect(count(page)).toHaveText('2 places in 1 article; 2 annotations get other words');
    await hands.press('Enter');
    await expect(places(page)).toBeFocused();
    await hands.press('ArrowDown');
    await expect(panel(page)).toContainText('No annotation gets other words here.');
    await hands.press('ArrowDown');
    const changed = panel(page).getByRole('list', { name: 'Annotations with other words' });
    await expect(changed.getByRole('listitem')).toHaveCount(2);
    await expect(changed.getByRole('note', { name: 'before: Isl amabad' })).toBeVisible();
    await expect(
      changed.getByRole('note', { name: `after: ${CLAIM.replace('Isl a', 'Isla')}` }),
    ).toBeVisible();
    await inBothThemes(page, 'replace');
    await page.setViewportSize({ width: 960, height: 640 });
    await inBothThemes(page, 'replace-small');
    await page.setViewportSize({ width: 1280, height: 800 });
    // The headline is left out.
    await hands.press('ArrowUp');
    await hands.press(' ');
    await expect(count(page)).toHaveText('1 place in 1 article; 2 annotations get other words');
    await hands.press('Control+Enter');
    await expect(page.getByText('Replaced at 1 place. 2 annotations have other words.')).toBeVisible();
    await expect(reading(page)).toBeFocused();
    expect(await text('a.txt')).toBe(TEXTS['a.txt'].replace('in Isl amabad', 'in Islamabad'));
    const after = await spans();
    expect(after.map(({ text: words }) => words).toSorted()).toEqual(
      before.map(({ text: words }) => words.replace('Isl amabad', 'Islamabad')).toSorted(),
    );
    const links = (rows: readonly Row[]) => rows.map(({ id, entities }) => [id, entities]);
    expect(links(after)).toEqual(links(before));
    expect(after.flatMap(({ entities }) => entities)).toHaveLength(1);
  });
});

test('a word is replaced in all articles by mouse, but for what is left out, and undone from the message', async () => {
  await opened(async ({ page, hands, text }) => {
    await hands.press('Control+Shift+f');
    await page.getByRole('textbox', { name: 'Words to find' }).fill('Isl amabad');
    await page.getByRole('button', { name: 'Replace…' }).click();
    await screen(page).getByRole('textbox', { name: 'Replace by' }).fill('Islamabad');
    await expect(count(page)).toHaveText('5 places in 3 articles; 2 annotations get other words');
    const box = (name: string) => places(page).getByRole('checkbox', { name, exact: true });
    await box('Replace “ISL AMABAD” here').click();
    await expect(count(page)).toHaveText('4 places in 3 articles; 2 annotations get other words');
    await places(page).getByRole('row').filter({ hasText: '1 place' }).last().getByRole('checkbox').click();
    await expect(count(page)).toHaveText('3 places in 2 articles; 2 annotations get other words');
    await inBothThemes(page, 'replace-all');
    await page.setViewportSize({ width: 960, height: 640 });
    await picture(page, 'replace-all-small');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Replace 3' }).click();
    await expect(page.getByText('Replaced at 3 places in 2 articles.')).toBeVisible();
    expect(await text('a.txt')).toBe(TEXTS['a.txt'].replaceAll('Isl amabad', 'Islamabad'));
    expect(await text('b.txt')).toBe(TEXTS['b.txt'].replace('Isl amabad', 'Islamabad'));
    expect(await text('c.txt')).toBe(TEXTS['c.txt']);
    await picture(page, 'replaced');
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(/^Undone: Replace “Isl amabad”/u)).toBeVisible();
    for (const name of ['a.txt', 'b.txt', 'c.txt'] as const) expect(await text(name)).toBe(TEXTS[name]);
  });
});

test('replacing asks about annotations without words, and leaves out an article that was changed meanwhile', async () => {
  await opened(async ({ page, hands, cli, id, text, spans }) => {
    await hands.selectWords({ words: 'Yusuf Demir' });
    await hands.press('Control+h');
    await expect(screen(page).getByRole('textbox', { name: 'Find' })).toHaveValue('Yusuf Demir');
    await screen(page).getByText('All articles').click();
    await expect(count(page)).toHaveText('2 places in 2 articles; 3 annotations get other words');
    await hands.press('Control+Enter');
    const keep = screen(page).getByRole('radio', { name: 'Keep on the nearest word' }).first();
    await expect(keep).toBeFocused();
    await inBothThemes(page, 'replace-asks');
    await hands.press('ArrowRight');
    await cli.run('correct', '--document', id('b.txt'), '--edit', '0:3:Isl');
    await expect(places(page)).toContainText('The text was changed meanwhile.');
    await picture(page, 'replace-outdated');
    await hands.press('Control+Enter');
    await expect(page.getByText('1 article was left out')).toBeVisible();
    expect(await text('a.txt')).toBe(TEXTS['a.txt'].replace('Yusuf Demir', ''));
    expect(await text('b.txt')).toContain('Yusuf Demir');
    expect((await spans()).map(({ type }) => type).toSorted()).toEqual(['CLAIM', 'LOC', 'PERSON']);
  });
});
