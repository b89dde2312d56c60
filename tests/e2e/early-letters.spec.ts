import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { SAMPLE } from '../support/model-output.ts';
import { Cli } from './cli.ts';
import { holdBack } from './hold-back.ts';

test('letters typed before the formats are read choose one when they are', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const config = join(folder, 'config');
  const file = join(folder, 'Early.postil');
  await Cli.project(file, config, SAMPLE);
  const host = await startHost('web', { home: folder, config, file });
  try {
    const { page } = host;
    await expect(page.locator('.ProseMirror')).toBeVisible();
    const formats = await holdBack(page, 'exchange.formats', 'the way');
    await page.keyboard.press('Control+e');
    const select = page.getByLabel('Format');
    await expect(select).toBeFocused();
    await formats.made;
    await page.keyboard.type('annotated article (w');
    await expect(select.getByRole('option')).toHaveCount(0);
    formats.release();
    await expect(select.locator('option:checked')).toHaveText('Annotated article (Word)');
    await expect(page.getByTestId('export-preview')).toContainText('5 documents');
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
});
