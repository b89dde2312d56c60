import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const HARBOUR = `Title: Odell leaves as the wall fails

Mara Odell left the council of Brightwater on Monday. “We will rebuild,” she said on the quay.

The council denied that it had known of the cracks. Engineers from Northmoor Works had written three letters.
`;
const INSURERS = 'Title: Insurers argue\n\n“The wall was the town’s,” said Ilse Brandt of Meridian Mutual.\n';

const RUN = {
  model: 'gist',
  documents: [
    {
      document_id: 'harbour.txt',
      entities: [
        { id: 'm', text: 'Mara Odell', type: 'PERSON', score: 0.97 },
        {
          id: 'a',
          text: 'the municipal assembly of Brightwater',
          type: 'ORG',
          score: 0.41,
          explanation: 'who governs',
        },
        { text: 'Zebulon Marsh', type: 'PERSON', score: 0.12 },
      ],
      claims: [
        { id: 'r', claimer: 'Mara Odell', content: 'We will rebuild', cue: 'said', score: 0.8 },
        { id: 'd', claimer: 'The council', content: 'the assembly knew of no damage', cue: 'denied' },
      ],
      relations: [{ type: 'refutes', from: 'd', to: 'r' }],
    },
    {
      document_id: 'insurers.txt',
      entities: [{ text: 'Meridian Insurance Mutual', type: 'ORG', score: 0.6 }],
    },
  ],
};

interface Desk {
  readonly page: Page;
  readonly folder: string;
  readonly project: Cli;
  counts(): Promise<unknown>;
  /** Returns the words of the model's spans of a type. */
  words(type: string): Promise<string[]>;
}

const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
    writeFileSync(join(folder, 'harbour.txt'), HARBOUR);
    writeFileSync(join(folder, 'insurers.txt'), INSURERS);
    writeFileSync(join(folder, 'run.json'), JSON.stringify(RUN));
    const project = await Cli.project(
      file,
      config,
      join(folder, 'harbour.txt'),
      join(folder, 'insurers.txt'),
    );
    const host = await startHost('web', { home: folder, config, file });
    await expect(host.page.locator('.ProseMirror')).toContainText('Mara Odell');
    await use({
      page: host.page,
      folder,
      project,
      counts: async () => (await project.run('quarantine'))['counts'],
      words: async (type) =>
        (
          await project.run<{ spans: { type: string; text: string }[] }>('list', 'spans', '--set', 'gist')
        ).spans
          .filter((span) => span.type === type)
          .map(({ text }) => text),
    });
    await project.expectSound();
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test.setTimeout(180_000);

test('what a model quoted and the articles have not is placed, dismissed and taken back by keys alone', async ({
  desk,
}) => {
  const { page, folder } = desk;
  const proposal = page.getByRole('region', { name: 'Proposal' });
  const count = page.getByTestId('quarantine-count');

  // While it is empty, the screen explains its purpose.
  await page.keyboard.press('Alt+Shift+Q');
  await expect(page.getByText('Nothing is in quarantine.')).toBeVisible();
  await inBothThemes(page, 'quarantine-empty');

  // The model's file is imported through its dialog.
  await page.getByRole('button', { name: 'Import a model’s extractions…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Version').fill('2');
  await inBothThemes(page, 'quarantine-import');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await (await chooser).setFiles(join(folder, 'run.json'));
  await expect(page.getByTestId('import-report')).toContainText('5 could not be located');
  await page.getByRole('button', { name: 'Locate them' }).click();
  await expect(count).toHaveText('5 could not be located');

  // The first item is placed at its nearest guess with a digit and Enter; the next item is shown.
  await expect(proposal).toContainText('the municipal assembly of Brightwater');
  await expect(proposal).toContainText('who governs');
  await expect(proposal.getByRole('button', { name: /the council of Brightwater/ })).toBeVisible();
  await page.keyboard.press('1');
  await inBothThemes(page, 'quarantine');
  await page.keyboard.press('Enter');
  await expect(proposal).toContainText('Zebulon Marsh');
  await expect(count).toHaveText('4 could not be located');
  expect(await desk.words('ORG')).toEqual(['the council of Brightwater']);

  // The selection made for the previous item is not used for this one.
  await page.keyboard.press('Enter');
  await expect(page.getByText('Select the words where it belongs', { exact: false })).toBeVisible();
  // A letter key does not tag here.
  await page.keyboard.press('p');
  await page.keyboard.press('Backspace');
  await expect(proposal).toContainText('the assembly knew of no damage');
  await expect(count).toHaveText('3 could not be located');
  expect(await desk.words('PERSON')).toEqual(['Mara Odell']);

  // For a claim, words are selected by keyboard; its slots are filled, and the relation that waited for it is released.
  await new Hands(page).selectWords({ words: 'it had known of the cracks' });
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 relation was placed with it')).toBeVisible();
  await expect(count).toHaveText('1 could not be located');
  const { claims } = await desk.project.run<{
    claims: { content: string; cue: string; claimer: string }[];
  }>('claims', '--set', 'gist');
  expect(claims.map(({ content, cue, claimer }) => [content, cue, claimer])).toContainEqual([
    'it had known of the cracks',
    'denied',
    'The council',
  ]);

  // The next item belongs to another article, which opens. Undo reverts the placement, redo repeats it.
  await expect(page.locator('.ProseMirror')).toContainText('Ilse Brandt');
  await expect(proposal).toContainText('Meridian Insurance Mutual');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Everything has been decided.')).toBeVisible();
  expect(await desk.counts()).toEqual({ open: 0, placed: 4, dismissed: 1 });
  await picture(page, 'quarantine-done');
  await page.keyboard.press('Control+z');
  await expect(proposal).toContainText('Meridian Insurance Mutual');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText('Everything has been decided.')).toBeVisible();
  expect(await desk.words('ORG')).toContain('Meridian Mutual');

  // Back in the article, the analyst's own set is shown, without the model's spans.
  await page.keyboard.press('Alt+Shift+A');
  await expect(page.getByRole('combobox', { name: 'Set' })).not.toHaveText(/^gist$/);
  await expect(page.locator('.ProseMirror')).toBeVisible();
});

test('what a model wrote comes in as it is: the answer of a chat and a bare list, each to the article called as its file', async ({
  desk,
}) => {
  const { page, folder, project } = desk;
  const list = (text: string, label: string, from: string) => {
    const start = from.indexOf(text);
    return { start, end: start + text.length, text, label, score: 0.9 };
  };
  const answer = 'Here is the JSON:\n```json\n{"entities": [{"name": "Mara Odell", "type": "Person",}]}\n```';
  const chat = { model: 'gist', choices: [{ message: { role: 'assistant', content: answer } }] };
  writeFileSync(join(folder, 'harbour.json'), JSON.stringify(chat));
  // Its offsets count from the start of the file, including the title that was removed from the text.
  const gliner = [list('Ilse Brandt', 'person', INSURERS), list('Meridian Mutual', 'org', INSURERS)];
  writeFileSync(join(folder, 'insurers.json'), JSON.stringify(gliner));
  writeFileSync(join(folder, 'nowhere.json'), JSON.stringify(gliner));
  const bring = async (name: string) => {
    await page.keyboard.press('Alt+Shift+Q');
    await page.getByRole('button', { name: 'Import a model’s extractions…' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('textbox', { name: 'Model' }).fill('gist');
    await page.getByRole('button', { name: 'Choose files…' }).click();
    await (await chooser).setFiles(join(folder, name));
  };
  const spans = async () =>
    (await project.run<{ spans: { type: string; text: string }[] }>('list', 'spans')).spans
      .map(({ type, text }) => `${type} ${text}`)
      .sort();

  await bring('harbour.json');
  await expect(page.getByTestId('import-report')).toContainText('1 span');
  await page.keyboard.press('Escape');
  await bring('insurers.json');
  await expect(page.getByTestId('import-report')).toContainText('2 spans');
  // The window leads on to the review of what the model proposed.
  const review = page.getByRole('button', { name: '2 proposals by gist · Review' });
  await expect(review).toBeFocused();
  await inBothThemes(page, 'import-proposals');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText('Meridian Mutual');
  expect(await spans()).toEqual(['ORG Meridian Mutual', 'PERSON Ilse Brandt', 'PERSON Mara Odell']);

  // Without an article it is refused with the reason, and nothing changes.
  await bring('nowhere.json');
  await expect(
    page.getByText('annotations but no text, and names no document', { exact: false }),
  ).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('nowhere.json');
  await inBothThemes(page, 'import-no-article');
  await page.keyboard.press('Escape');
  expect(await spans()).toHaveLength(3);
});
