import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { startHost } from '../support/hosts/index.ts';
import { watch } from '../support/hosts/watch.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';

// Nine events, each on thirteen screens in two windows, take minutes beside other programs.
test.setTimeout(480_000);

/** A screen or a dialog: how to open it, and which parts show the state of the project. */
interface Place {
  readonly name: string;
  readonly open: (hands: Hands) => Promise<void>;
  /** CSS selectors; the text of all matches is compared. The choices of the user are left out. */
  readonly parts: readonly string[];
}

const byKey = (key: string) => (hands: Hands) => hands.press(key);
const byName = (name: string) => (hands: Hands) => hands.command(name);

const PLACES: readonly Place[] = [
  {
    name: 'article and documents',
    open: byKey('Alt+Shift+A'),
    parts: [
      '.ProseMirror',
      '[aria-label="Types"]',
      '[data-testid="counts"]',
      '[aria-label="Documents"][data-region]',
    ],
  },
  {
    name: 'search',
    open: async (hands) => {
      await hands.press('Alt+Shift+A', 'Control+Shift+F');
      await hands.page.getByLabel('Words to find').fill('Mara');
    },
    parts: ['[data-testid="hit-count"]', '[role="grid"]'],
  },
  { name: 'claims', open: byKey('Alt+Shift+C'), parts: ['main'] },
  { name: 'relations', open: byKey('Alt+Shift+R'), parts: ['main'] },
  { name: 'entities', open: byKey('Alt+Shift+E'), parts: ['main'] },
  {
    name: 'review',
    open: byKey('Alt+Shift+P'),
    parts: ['main [aria-label="Cases"]', 'main [role="status"]', 'main h1'],
  },
  { name: 'quarantine', open: byKey('Alt+Shift+Q'), parts: ['[data-testid="quarantine-count"]'] },
  { name: 'numbers', open: byKey('Alt+Shift+N'), parts: ['main'] },
  { name: 'notes', open: byKey('Alt+Shift+O'), parts: ['main [role="grid"]', '[data-testid="note-count"]'] },
  { name: 'history', open: byKey('Alt+Shift+H'), parts: ['main [role="grid"]'] },
  { name: 'scheme', open: byKey('Alt+Shift+S'), parts: ['[aria-label="Parts of the scheme"]'] },
  { name: 'trash', open: byName('Trash: deleted articles'), parts: ['[role="dialog"]'] },
  { name: 'backups', open: byKey('Alt+Shift+B'), parts: ['[role="dialog"]'] },
];

/** Returns the text of a screen without relative times. */
async function said(page: Page, { parts }: Place): Promise<string> {
  const texts = await page.evaluate(
    (selectors) =>
      selectors.map((selector) =>
        [...document.querySelectorAll<HTMLElement>(selector)].map((each) => each.innerText).join(' | '),
      ),
    [...parts],
  );
  return texts.join('\n').replace(/\s+/g, ' ');
}

const MODEL = (version: string, names: readonly string[], invented: string) =>
  JSON.stringify({
    model: 'llm',
    version,
    documents: [
      {
        document_id: 'wall.txt',
        entities: [...names, invented].map((text, i) => ({
          id: `e${i}`,
          text,
          type: 'PERSON',
          score: 0.5 + i / 10,
        })),
      },
    ],
  });

test('each screen shows what is there after each kind of event, without being loaded anew', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const wall = write(
    'wall.txt',
    'Title: The wall\n\nMara Odell left the council of Brightwater on Monday. Ilse Brandt stayed.\n',
  );
  const tide = write('tide.txt', 'Title: The tide turns\n\nIlse Brandt saw Mara Odell at the quay.\n');
  const run = write('run.json', MODEL('1', ['Mara Odell', 'Brightwater'], 'Zorblatt Quizz'));
  const second = write('second.json', MODEL('2', ['Mara Odell', 'Ilse Brandt'], 'Hugo Nobody'));
  const cli = await Cli.project(file, config, wall);
  const host = await startHost('web', { home: folder, config, file });
  const browser = host.page.context().browser()!;
  const errors: string[] = [];
  const token = await host.page.evaluate(() => sessionStorage.getItem('postil-token'));
  const link = `${new URL(host.page.url()).origin}/#t=${token}`;
  /**
   * A separate browser per window, because one browser limits the number of connections. Without animations, which each would draw.
   */
  const newWindow = async () => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    watch(page, errors);
    await page.goto(link);
    await expect(page.locator('.ProseMirror')).toBeVisible();
    return page;
  };

  const actor = new Hands(host.page);
  await expect(host.page.locator('.ProseMirror')).toBeVisible();
  await actor.tag({ words: 'Mara Odell', key: 'p' });
  await actor.saved();
  const documents = async () =>
    (await cli.run<{ documents: { id: string; title: string }[] }>('list', 'documents')).documents;
  const [{ id: first } = { id: '' }] = await documents();
  const annotate = (type: string, start: number, end: number) =>
    cli.run('annotate', '--document', first, '--type', type, '--span', `${start}:${end}`);

  // A window that comes back to a screen shows its cached content first; the two screens with more content than the cache
  // keeps stay open.
  const open = new Map<string, Page>();
  for (const place of PLACES) {
    await place.open(actor);
    await expect.poll(() => said(host.page, place), { message: place.name }).not.toBe('');
    await actor.press('Escape');
    if (place.name !== 'review' && place.name !== 'numbers') continue;
    const page = await newWindow();
    await place.open(new Hands(page));
    open.set(place.name, page);
  }
  await actor.press('Alt+Shift+A');

  /** Drops a file into the window. */
  const drop = async (path: string, text: string) => {
    await host.page.evaluate(
      ([name, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content!], name!));
        document
          .querySelector('[data-region="text"]')
          ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [path.split('/').at(-1), text],
    );
    await expect(host.page.getByTestId('import-report')).toBeVisible();
    await actor.press('Escape');
  };

  const EVENTS: readonly (readonly [name: string, happen: () => Promise<unknown>])[] = [
    [
      'a model’s file imported in the window',
      async () => drop(run, MODEL('1', ['Mara Odell', 'Brightwater'], 'Zorblatt Quizz')),
    ],
    ['an import by the command line', () => cli.run('import', tide)],
    ['a model’s next run by the command line', () => cli.run('import', second, '--set', 'model:llm')],
    [
      'the undo of that import',
      async () => {
        // An import is undone only by its id, which the refusal gives.
        const { stays } = await cli.run<{ stays: { change: string }[] }>('undo');
        await cli.run('undo', '--change', stays[0]!.change);
      },
    ],
    [
      'entities made and merged',
      async () => {
        const workspace = new Workspace(withoutDialogs('cli', 'a script'), new SettingsFile(config));
        workspace.open(file);
        const router = new Router(workspace);
        const [span] = await cli.spans(first);
        const one = await router.call('entities.create', {
          name: 'Mara Odell',
          type: 'PERSON',
          mentions: [span!.id],
        });
        const two = await router.call('entities.create', { name: 'M. Odell', type: 'PERSON', mentions: [] });
        await router.call('entities.merge', { into: one.entity.id, from: [two.entity.id] });
        workspace.dispose();
      },
    ],
    ['another program’s span', () => annotate('PERSON', 0, 4)],
    [
      'more than twenty changes at once',
      async () => {
        for (let i = 0; i < 24; i++) await annotate('ORG', i, i + 5);
      },
    ],
    [
      'an article deleted',
      async () => {
        await host.page.getByRole('option', { name: /The tide turns/ }).click();
        await expect(host.page.locator('.ProseMirror')).toContainText('at the quay');
        await actor.command('Move this article to the trash');
      },
    ],
    [
      'and brought back',
      async () => {
        await actor.command('Trash: deleted articles');
        await host.page.getByRole('button', { name: 'Restore The tide turns' }).click();
        await expect(host.page.locator('.ProseMirror')).toContainText('at the quay');
        await host.page.getByRole('option', { name: /The wall/ }).click();
        await actor.press('Escape');
      },
    ],
  ];

  for (const [event, happen] of EVENTS)
    await test.step(event, async () => {
      await happen();
      const fresh = new Hands(await newWindow());
      for (const place of PLACES) {
        for (const hands of [actor, fresh]) await place.open(hands);
        const windows = [host.page, ...(open.has(place.name) ? [open.get(place.name)!] : [])];
        await expect(async () => {
          const there = await said(fresh.page, place);
          expect(there, `${place.name} is drawn`).not.toBe('');
          for (const page of windows)
            expect(await said(page, place), `${place.name} after ${event}`).toBe(there);
        }).toPass({ timeout: 15_000 });
        for (const hands of [actor, fresh]) await hands.press('Escape');
      }
      for (const hands of [actor, fresh]) await hands.press('Alt+Shift+A');
      await fresh.page.context().close();
    });

  expect([...host.errors(), ...errors]).toEqual([]);
  for (const page of open.values()) await page.context().close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
