import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';

/** Long enough for everything that a screen causes. */
const REST = 1500;

/** The calls of the first screen: the first five at once, the next three when their results are there, the others for the margin. */
const FIRST = [
  'host.info',
  'project.info',
  'project.scheme',
  'documents.list',
  'notes.counts',
  'documents.list',
  'documents.get',
  'annotations.get',
  'review.inDocument',
  'claims.list',
];
const SWITCH = ['documents.around', 'documents.get', 'annotations.get', 'review.inDocument', 'claims.list'];

test(
  'the first screen and another article cost few calls, and only the scripts that they need',
  { annotation: { type: 'host', description: 'web' } },
  async ({ browserName: _ }) => {
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'First.postil'), join(folder, 'config')];
    const [wall, tide] = [join(folder, 'wall.txt'), join(folder, 'tide.txt')];
    // Letters of one font file each.
    writeFileSync(wall, 'Title: The wall\n\nMara Odell left the council of Brightwater on Monday.\n');
    writeFileSync(tide, 'Title: The tide turns\n\nIlse Brandt saw Mara Odell at the quay.\n');
    const cli = new Cli(file, config);
    await cli.run('new', '--scheme', 'news');
    await cli.run('import', wall, tide);
    const { documents } = await cli.run<{ documents: { id: string }[] }>('list', 'documents');
    await cli.run('annotate', '--document', documents[0]!.id, '--type', 'PERSON', '--span', '0:5');
    const host = await startHost('web', { home: folder, config, file });
    try {
      const token = await host.page.evaluate(() => sessionStorage.getItem('postil-token'));
      const context = await host.page.context().browser()!.newContext();
      const page = await context.newPage();
      const made = watchRequests(page);
      await page.goto(`${new URL(host.page.url()).origin}/#t=${token}`);
      await expect(page.locator('.ProseMirror .seg').first()).toBeVisible();
      await page.waitForTimeout(REST);
      expect([...made.calls].sort()).toEqual([...FIRST].sort());
      // What the second step needs is in the responses to the first.
      expect(made.calls.slice(0, 5).sort()).toEqual(FIRST.slice(0, 5).sort());
      expect(made.calls.slice(5, 8).sort()).toEqual(FIRST.slice(5, 8).sort());
      const scripts = made.files.filter((name) => name.endsWith('.js'));
      expect(made.files.filter((name) => name.endsWith('.css'))).toHaveLength(1);
      expect(made.files.filter((name) => name.endsWith('.woff2'))).toHaveLength(3);
      // The other screens are one script, which is read when the article is shown.
      expect(scripts.length).toBeLessThanOrEqual(7);
      expect(scripts.at(-1)).toMatch(/^rest-/);

      made.calls.length = 0;
      await page.keyboard.press('Alt+PageDown');
      await expect(page.locator('.ProseMirror')).toContainText('Ilse Brandt');
      await page.waitForTimeout(REST);
      expect([...made.calls].sort()).toEqual([...SWITCH].sort());
      made.files.length = 0;
      made.calls.length = 0;
      await page.keyboard.press('Alt+Shift+H');
      await expect(page.getByRole('grid', { name: 'Changes, newest first' })).toContainText('Import');
      expect(made).toEqual({ calls: ['history.list'], files: [] });
      await context.close();
      expect(host.errors()).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function watchRequests(page: Page): { readonly calls: string[]; readonly files: string[] } {
  const made = { calls: [] as string[], files: [] as string[] };
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1)!;
    if (name === 'call') made.calls.push((request.postDataJSON() as { call: string }).call);
    else if (name.includes('.')) made.files.push(name);
  });
  return made;
}
