import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import * as selvik from './selvik.ts';

test(
  'other occurrences are tagged, those that are tagged already are linked, and the scope is remembered', // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  async ({}, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = await Cli.project(join(place.home, 'Same.postil'), place.config, selvik.ARTICLE);
    const host = await startHost('web', { ...place, file: project.file });
    const { page } = host;
    const hands = new Hands(page);
    await expect(page.locator('.ProseMirror')).toContainText('Velmara’s foreign and defence ministers');
    const linked = async () =>
      (await project.spans('selvik-talks.txt')).map(({ text, entities }) => `${text} ${entities.length}`);

    // Two of three are tagged; then one of them is linked.
    await hands.tag({ words: 'Tresk', nth: 1, key: 'g' });
    await hands.tag({ words: 'Tresk', key: 'g' });
    await hands.press('Alt+Enter');
    await expect(page.getByRole('button', { name: 'Unlink Tresk', exact: true })).toBeVisible();
    await hands.saved();
    expect((await linked()).sort()).toEqual(['Tresk 0', 'Tresk 1']);

    await hands.press('Alt+p');
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Tag 1 and link 1', exact: true });
    await expect(confirm).toBeFocused();
    await expect(dialog.getByRole('group', { name: 'Already tagged, not linked' })).toBeVisible();
    // Without the link there is nothing to do for those that are tagged.
    const link = dialog.getByRole('checkbox', { name: 'Link to Tresk too' });
    await hands.press('Shift+Tab');
    while (!(await link.evaluate((box) => box === document.activeElement))) await hands.press('Shift+Tab');
    await hands.press('Space');
    await expect(dialog.getByRole('button', { name: 'Tag 1', exact: true })).toBeVisible();
    // The focus stays on what was changed, although what is found is shown anew.
    await expect(link).toBeFocused();
    await hands.press('Space');
    await expect(confirm).toBeVisible();
    await expect(link).toBeFocused();
    await hands.press('Shift+Tab');
    const scope = dialog.getByRole('radio', { name: 'This document' });
    await hands.press('ArrowLeft');
    await expect(scope).toBeChecked();
    await expect(confirm).toBeVisible();
    await expect(scope).toBeFocused();
    await confirm.focus();
    await hands.press('Enter');
    await expect(page.getByText('Tagged 1 and linked 1 in 1 document.')).toBeVisible();
    await expect.poll(linked).toEqual(['Tresk 1', 'Tresk 1', 'Tresk 1']);

    await page.reload();
    await hands.tag({ words: 'Karsovia', key: 'g' });
    await hands.press('Alt+p');
    await expect(dialog.getByRole('radio', { name: 'This document' })).toBeChecked();
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
