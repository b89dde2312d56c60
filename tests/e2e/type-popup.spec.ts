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
  'types are offered beside selected words: by mouse, by letter and by name', // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  async ({}, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = await Cli.project(join(place.home, 'Types.postil'), place.config, selvik.ARTICLE);
    const host = await startHost('web', { ...place, file: project.file });
    const { page } = host;
    const desk = new ClaimDesk(page);
    const { hands } = desk;
    await expect(page.locator('.ProseMirror')).toContainText('Velmara’s foreign and defence ministers');
    const stored = async () =>
      (await project.spans('selvik-talks.txt')).map(({ type, text: words }) => `${type} ${words}`).sort();
    const popup = page.getByRole('group', { name: 'Types for the selected words' });

    await test.step('by mouse', async () => {
      await desk.dragOver('Ilse Haldorén');
      await expect(popup).toBeVisible();
      // It does not cover the words that are selected.
      const { middle } = await desk.placeOf('Ilse Haldorén');
      const box = (await popup.boundingBox())!;
      expect(middle < box.y || middle > box.y + box.height).toBe(true);
      await inBothThemes(page, 'type-popup');
      await popup.getByRole('button', { name: 'Person' }).click();
      await expect(popup).toBeHidden();
      await expect.poll(stored).toEqual(['PERSON Ilse Haldorén']);
    });

    await test.step('a letter tags while it is shown, and Escape closes it', async () => {
      await desk.dragOver('Selvik');
      await expect(popup).toBeVisible();
      await hands.press('g');
      await expect(popup).toBeHidden();
      await expect.poll(stored).toEqual(['GPE Selvik', 'PERSON Ilse Haldorén']);
      await desk.dragOver('Velmara');
      await expect(popup).toBeVisible();
      await hands.press('Escape');
      await expect(popup).toBeHidden();
    });

    await test.step('by the name of the type, by keyboard alone', async () => {
      await hands.selectWords({ words: 'Wednesday' });
      await hands.press('Enter');
      const field = page.getByRole('searchbox', { name: 'Find a type by its name' });
      await expect(field).toBeFocused();
      await hands.type('date');
      await expect(popup.getByRole('button')).toHaveText(/Date or time/);
      await hands.press('Enter');
      await expect.poll(stored).toContain('DATE Wednesday');
      await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
      // Without selected words, Enter leads to the fields of the span.
      await hands.press('Enter');
      await expect(popup).toBeHidden();
      await expect(page.getByRole('textbox', { name: 'Article', exact: true })).not.toBeFocused();
    });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
