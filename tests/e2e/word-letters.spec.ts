import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { ClaimDesk } from './claim-desk.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';
import * as selvik from './selvik.ts';

test(
  'words are selected by the letters over them and tagged, sentence by sentence', // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  async ({}, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = await Cli.project(join(place.home, 'Letters.postil'), place.config, selvik.ARTICLE);
    const host = await startHost('web', { ...place, file: project.file });
    const { page } = host;
    const desk = new ClaimDesk(page);
    const { hands } = desk;
    const text = page.locator('.ProseMirror');
    await expect(text).toContainText('Velmara’s foreign and defence ministers');
    const letters = page.locator('.hints kbd');
    const stored = async () =>
      (await project.spans('selvik-talks.txt')).map(({ type, text: words }) => `${type} ${words}`).sort();

    // One word: its letter, Enter, the letter of the type. The first word of a sentence has the first letter.
    await hands.toStart();
    await hands.press('Space');
    await expect(letters.first()).toHaveText('a');
    await inBothThemes(page, 'word-letters');
    await hands.press('a', 'Enter');
    await expect(letters).toHaveCount(0);
    await hands.press('g');
    await expect.poll(stored).toEqual(['GPE Velmara']);

    // A phrase of the next sentence: the letters of its first and of its last word. A letter tags nothing meanwhile.
    await hands.press('Space', 'ArrowDown', 'a');
    await expect(page.getByRole('status').filter({ hasText: 'last word' })).toBeVisible();
    await hands.press('a');
    await expect(letters).toHaveCount(0);
    await hands.press('o');
    await expect.poll(async () => (await stored()).length).toBe(2);
    const [, phrase] = await stored();
    expect(phrase).toMatch(/^ORG \S+ \S+$/);

    // Escape and any other command end it; the arrows go back to the sentence before.
    await hands.press('Space', 'ArrowUp', 'Escape');
    await expect(letters).toHaveCount(0);
    await hands.press('Space');
    await expect(letters.first()).toBeVisible();
    await hands.press('Control+.');
    await expect(letters).toHaveCount(0);

    // A held type tags each word that is clicked, and the words chosen by letters, until Escape.
    await hands.press('Alt+k', 'p');
    await expect(page.getByRole('button', { name: /^Person/ })).toHaveAttribute('aria-pressed', 'true');
    for (const words of ['Haldorén', 'Tolvane']) await desk.clickOn(words);
    await expect
      .poll(async () => (await stored()).filter((each) => each.startsWith('PERSON')))
      .toEqual(['PERSON Haldorén', 'PERSON Tolvane']);
    await inBothThemes(page, 'held-type');
    // A click on a span only selects it.
    await desk.clickOn('Haldorén');
    await hands.press('Escape');
    await expect(page.getByRole('button', { name: /^Person/ })).not.toHaveAttribute('aria-pressed', 'true');
    expect((await stored()).filter((each) => each.startsWith('PERSON'))).toHaveLength(2);
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
