import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

test('types are moved under each other by keys and by dragging, and filtered with those below', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'quay.txt'), 'Title: Quay\n\nThe Ministry of Trade met Morven Ltd at dawn.\n');
  const project = await Cli.project(file, config, join(folder, 'quay.txt'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await expect(page.locator('.ProseMirror')).toContainText('Morven');

  await keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  const list = screen.getByRole('navigation', { name: 'Parts of the scheme' });
  const entities = list.getByRole('region', { name: 'Entities' });
  const order = () =>
    entities
      .locator('[data-part]')
      .evaluateAll((parts) =>
        parts.map(
          (part) =>
            `${part.querySelector('[aria-hidden][style*="width"]') ? '>' : ''}${part.dataset['type']}`,
        ),
      );

  // By keys: under the type before it, to its end, and out again.
  await entities.locator('[data-type="ORG"]').focus();
  await keyboard.press('Alt+ArrowRight');
  await expect.poll(order).toEqual(expect.arrayContaining(['PERSON', '>ORG']));
  await keyboard.press('Alt+ArrowLeft');
  await expect.poll(order).toEqual(expect.arrayContaining(['PERSON', 'ORG']));

  // By dragging, and in the field of the type.
  await entities.locator('[data-type="NORP"]').dragTo(entities.locator('[data-type="ORG"]'));
  await expect.poll(order).toEqual(expect.arrayContaining(['ORG', '>NORP']));
  await expect(screen.getByLabel('Under', { exact: true })).toHaveValue('ORG');
  await inBothThemes(page, 'type-tree');
  await page.setViewportSize({ width: 960, height: 640 });
  await inBothThemes(page, 'type-tree-small');
  await page.setViewportSize({ width: 1280, height: 800 });

  // The search says that it includes the types below.
  await keyboard.press('Control+Shift+F');
  await page.getByRole('radio', { name: 'Annotations' }).focus();
  await keyboard.press('Space');
  await expect(
    page.getByLabel('Type', { exact: true }).locator('option', { hasText: 'and below' }),
  ).toHaveCount(1);
  await inBothThemes(page, 'type-tree-search');
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
