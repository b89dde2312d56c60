import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { availableHosts, startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { makeProject } from './desktop.ts';
import { Hands } from './first-hour.ts';
import { holdBack } from './hold-back.ts';

const WALL = `Mara Odell left the council of Brightwater on Monday. “We will rebuild,” she said on the quay.

The council denied that it had known of the cracks. Engineers from Northmoor Works had written three letters.
`;

const caret = (page: Page) =>
  page.evaluate(() => {
    const { anchorNode, anchorOffset } = getSelection()!;
    return `${anchorNode?.textContent?.slice(0, 20)} ${anchorOffset}`;
  });

for (const name of availableHosts())
  test(`what the command line writes is shown while the analyst writes, on the ${name} host`, async () => {
    test.info().annotations.push({ type: 'host', description: name });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
    writeFileSync(join(folder, 'wall.txt'), `Title: The wall\n\n${WALL}`);
    writeFileSync(join(folder, 'tide.txt'), 'Title: The tide turns\n\nIlse Brandt saw the tide.\n');
    await makeProject(file, join(folder, 'wall.txt'));
    const host = await startHost(name, { home: folder, config, file });
    const { page } = host;
    const hands = new Hands(page);
    const cli = new Cli(file, config);
    try {
      if (name === 'web')
        await test.step('a span that is not stored yet outlives the reading of the article', async () => {
          // The first span creates a set, which the window reads; the second span is tagged before that reply arrives.
          const read = await holdBack(page, 'annotations.get', 'the way back');
          await hands.tag({ words: 'Mara Odell', key: 'p' });
          await read.made;
          const stored = await holdBack(page, 'spans.create', 'the way');
          await hands.selectWords({ words: 'Brightwater' });
          await hands.press('g');
          await stored.made;
          const answered = page.waitForResponse(
            (response) => !!response.request().postData()?.includes('annotations.get'),
          );
          read.release();
          await answered;
          await expect(page.getByTestId('saved')).toHaveAttribute('data-saving', 'true');
          await expect(page.getByTestId('counts')).toHaveText(/^2 spans/);
          await expect(page.locator('blockquote')).toHaveText('Brightwater');
          stored.release();
          await page.unrouteAll({ behavior: 'wait' });
          await hands.saved();
          await hands.press('Control+z');
          await expect(page.getByTestId('counts')).toHaveText(/^1 span /);
          await hands.toStart();
          await hands.press('Tab');
          await expect(page.locator('blockquote')).toHaveText('Mara Odell');
        });
      else await hands.tag({ words: 'Mara Odell', key: 'p' });
      await hands.saved();
      const [document] = (await cli.program('list', 'documents'))['documents'] as [{ id: string }];
      const text = await hands.text();

      await test.step('a span and a note, while a note is being written', async () => {
        await hands.press('Alt+n');
        await expect(page.getByLabel('Note on the annotation')).toBeFocused();
        await hands.type('Is she still');
        const [words, from] = ['Brightwater', text.indexOf('Brightwater')];
        await cli.program(
          'annotate',
          '--document',
          document.id,
          '--type',
          'GPE',
          '--span',
          `${from}:${from + words.length}`,
        );
        await expect(page.getByTestId('counts')).toHaveText(/^2 spans/);
        await expect(page.getByLabel('Note on the annotation')).toHaveValue('Is she still');
        await hands.type(' the mayor?');
        await hands.press('Enter');
        await expect(page.getByText('Is she still the mayor?')).toBeVisible();
      });

      await test.step('an article', async () => {
        await cli.program('import', join(folder, 'tide.txt'));
        await expect(page.getByRole('option', { name: /The tide turns/ })).toBeVisible();
      });

      await test.step('the undo of a span, with the caret where it was', async () => {
        await hands.selectWords({ words: 'Engineers' });
        const before = await caret(page);
        // Undoes the note and the span; the article came with an import, which must be named to be undone.
        await cli.program('undo');
        const { stays } = await cli.program('undo');
        const [{ change }] = stays as [{ change: string }];
        await cli.program('undo', '--change', change);
        await expect(page.getByTestId('counts')).toHaveText(/^1 span /);
        await expect(page.getByRole('option', { name: /The tide turns/ })).toBeHidden();
        expect(await caret(page)).toBe(before);
      });

      if (name === 'web')
        await test.step('a span tagged after the article was asked for and before it came', async () => {
          const read = await holdBack(page, 'annotations.get', 'the way back');
          await page.reload();
          await read.made;
          const from = text.indexOf('Northmoor');
          await cli.program(
            'annotate',
            '--document',
            document.id,
            '--type',
            'ORG',
            '--span',
            `${from}:${from + 9}`,
          );
          await cli.program('import', join(folder, 'tide.txt'));
          await expect(page.getByRole('option', { name: /The tide turns/ }), 'news comes in').toBeVisible();
          read.release();
          await expect(page.getByTestId('counts')).toHaveText(/^2 spans/);
          await page.unrouteAll({ behavior: 'wait' });
          const { stays } = await cli.program('undo');
          const [{ change }] = stays as [{ change: string }];
          await cli.program('undo', '--change', change);
          await expect(page.getByTestId('counts')).toHaveText(/^1 span /);
        });

      await test.step('another text, with the selection at its words', async () => {
        await hands.selectWords({ words: 'Engineers from' });
        const workspace = new Workspace(withoutDialogs('cli', 'a script'), new SettingsFile(config));
        workspace.open(file);
        await new Router(workspace).call('documents.restoreHeader', { document: document.id });
        workspace.dispose();
        await expect(page.locator('.ProseMirror')).toContainText('Title: The wall');
        expect(await page.evaluate(() => getSelection()!.toString())).toBe('Engineers from');
      });
      expect(host.errors()).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
