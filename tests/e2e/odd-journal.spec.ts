import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { record } from '../../db/journal/record.ts';
import { openStore } from '../../db/connection/open.ts';
import { newUid } from '../../shared/model/uid.ts';
import { startHost } from '../support/hosts/index.ts';
import { actor } from '../support/project.ts';
import { ARTICLE, makeProject } from './desktop.ts';
import { inBothThemes, picture } from './looks.ts';

test('a project beside the journal of another one is asked about, and opened as one decides', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [home, config] = [join(folder, 'home'), join(folder, 'config')];
  mkdirSync(home);
  const [file, other] = [join(home, 'Wall.postil'), join(folder, 'Other.postil')];
  await makeProject(file, ARTICLE);
  await makeProject(other, ARTICLE);
  const store = openStore(other, { program: 'test' });
  record(store, actor('Ada'), { command: 'test', label: 'Add an entity', kind: 'edit' }, (recorder) =>
    recorder.put('entity', newUid(), { name: 'Mara', aliases: [], externalIds: [] }),
  );
  copyFileSync(`${other}-wal`, `${file}-wal`);
  store.close();
  const both = [readFileSync(file), readFileSync(`${file}-wal`)];
  const now = () => [readFileSync(file), readFileSync(`${file}-wal`)];

  const host = await startHost('web', { home, config });
  const { page } = host;
  try {
    await page.getByRole('button', { name: /^Wall/ }).press('Enter');
    const refused = page.getByRole('alert', { name: 'A project could not be opened' });
    await expect(refused).toContainText('Wall could not be opened');
    await expect(refused).toContainText('may not belong together');
    await expect(refused).toContainText('What was found');
    await expect(refused).toContainText('Both files are first kept');
    await inBothThemes(page, 'odd-journal');
    await page.setViewportSize({ width: 960, height: 640 });
    await picture(page, 'odd-journal-960');
    expect(now()).toEqual(both);

    // An impossible choice gives the reason and changes nothing. The message has the focus, and its choices are the next tab
    // stops.
    await expect(refused).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(refused.getByRole('button', { name: 'Open without the journal' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(refused.getByRole('button', { name: 'Open with the journal' })).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('published')).toBeVisible();
    await expect(page.getByText('Opened without the journal.')).toBeVisible();
    const backups = join(home, 'Wall.backups');
    const kept = readdirSync(backups)
      .filter((name) => name.endsWith('.before-restore.postil'))
      .map((name) => join(backups, name));
    expect(kept).toHaveLength(1);
    expect([readFileSync(kept[0]!), readFileSync(`${kept[0]}-wal`)]).toEqual(both);
    expect(existsSync(file)).toBe(true);
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
