import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createProject } from '../../../db/connection/create.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { startHost } from '../../support/hosts/index.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';

const MANY = 5000;
const FEW = 20;

/** The cost of a scheme with thousands of types, all of which could be shown. */
export const schemeRows: readonly BenchRow[] = [
  schemeRow('open', 'a page with a scheme of 5,000 types loaded, until the types are shown', async (page) => {
    await page.reload();
    await page
      .getByRole('navigation', { name: 'Parts of the scheme' })
      .getByText('T0', { exact: true })
      .waitFor();
  }),
  schemeRow('palette', 'the palette opened over a scheme of 5,000 types', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search or command' }).waitFor();
  }),
];

function schemeRow(name: string, what: string, act: (page: Page) => Promise<void>): BenchRow {
  return {
    name: `scheme/${name}`,
    what: `${what}; floor: the same with 20 types`,
    unit: 'ms',
    run: async (lab) => ({
      values: await series(lab, name, MANY, act),
      floor: await series(lab, name, FEW, act),
    }),
  };
}

async function series(
  lab: Lab,
  name: string,
  count: number,
  act: (page: Page) => Promise<void>,
): Promise<number[]> {
  const folder = join(lab.folder, `scheme-${name}-${count}`);
  mkdirSync(folder);
  const file = join(folder, 'Types.postil');
  const settings = new SettingsFile(join(folder, 'config'));
  settings.update({ introduced: true });
  createProject(file, schemeOf(count), settings.actor);
  const host = await startHost('web', { home: folder, config: join(folder, 'config'), file });
  try {
    const { page } = host;
    const values: number[] = [];
    // A key that is pressed before the window is drawn has no effect.
    await page.getByTestId('saved').waitFor();
    for (let i = 0; i < lab.repetitions; i++) {
      lab.say(`${count} types, ${i + 1} of ${lab.repetitions}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Alt+Shift+S');
      await page.getByRole('navigation', { name: 'Parts of the scheme' }).waitFor();
      // The screen is stored for a reload a moment after it was opened.
      await page.waitForTimeout(1000);
      const begun = performance.now();
      await act(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      values.push(performance.now() - begun);
    }
    if (host.errors().length > 0) throw new Error(host.errors().join('; '));
    return values;
  } finally {
    await host.close();
  }
}

function schemeOf(count: number): Scheme {
  return Scheme.parse({
    name: 'Types',
    layers: [{ name: 'all', label: 'All' }],
    types: Array.from({ length: count }, (_, i) => ({
      name: `T${i}`,
      label: `Kind number ${i}`,
      layer: 'all',
      hue: (i * 37) % 360,
    })),
  });
}
