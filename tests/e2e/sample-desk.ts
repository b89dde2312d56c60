import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { createSample } from '../../backend/workspace/sample.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { newUid } from '../../shared/model/uid.ts';
import { startHost } from '../support/hosts/index.ts';
import { SAMPLE } from '../support/model-output.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';

export interface Desk {
  readonly page: Page;
  readonly hands: Hands;
}

/** The sample project with proposals of a model, opened by somebody who knows the program. */
export const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Sample.postil'), join(folder, 'config')];
    const settings = new SettingsFile(config);
    const analyst = { id: newUid(), name: 'Mira Tolbert', initials: 'MT', hue: 250 };
    settings.update({ analyst, introduced: true, taught: true });
    await createSample(file, SAMPLE, settings.actor);
    await new Cli(file, config).run('import', 'resources/sample/reader.json');
    const host = await startHost('web', { home: folder, config, file });
    await expect(host.page.locator('.ProseMirror')).toBeVisible();
    await use({ page: host.page, hands: new Hands(host.page) });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});
