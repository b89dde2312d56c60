import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const idOf = (row: unknown) => (row as { id: string }).id;
const TIDE = 'A spring tide flooded the quay of Sund, said Jonas Petrov.';
/** A model's annotations, in a file that includes the article. */
const RUN = {
  text: TIDE,
  ents: ['Sund', 'Jonas Petrov'].map((words) => ({
    start: TIDE.indexOf(words),
    end: TIDE.indexOf(words) + words.length,
    label: words === 'Sund' ? 'LOC' : 'PERSON',
  })),
};

test.setTimeout(120_000);

for (const name of oneHost('web'))
  test('undo takes back the latest edit wherever it was made, and never an import unasked', async ({
    browserName: _,
  }, info) => {
    info.annotations.push({ type: 'host', description: name });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
    const cli = new Cli(file, config);
    await cli.run('new');
    writeFileSync(join(folder, 'one.txt'), 'Title: Dues\n\nIda Marsh said the dredging was never paid.\n');
    writeFileSync(join(folder, 'two.jsonl'), `${JSON.stringify(RUN)}\n`);
    await cli.run('import', join(folder, 'one.txt'));
    await cli.run('import', join(folder, 'two.jsonl'), '--format', 'spacy-jsonl', '--set', 'Second reading');
    const rows = async (what: string) => (await cli.run<Record<string, unknown[]>>('list', what))[what]!;
    const imported = {
      documents: await rows('documents'),
      sets: await rows('sets'),
      spans: (await rows('spans')).length,
    };
    const allImported = async () => {
      const there = (await rows('documents')).map(idOf);
      for (const each of imported.documents) expect(there).toContain(idOf(each));
      const sets = (await rows('sets')).map(idOf);
      for (const each of imported.sets) expect(sets).toContain(idOf(each));
      expect((await rows('spans')).length).toBeGreaterThanOrEqual(imported.spans);
    };

    let host = await startHost(name, { home: folder, config, file });
    let { page } = host;
    let hands = new Hands(page);
    let text = page.locator('.ProseMirror');
    const asked = () => page.getByRole('dialog', { name: /^(Undo|Redo) “/ });
    const list = () => page.getByRole('listbox', { name: 'Documents' });
    const status = (title: string) => list().getByRole('option', { name: title });
    await expect(text).toContainText('Ida Marsh');
    await hands.tag({ words: 'Ida Marsh', key: 'p' });
    await hands.press('Control+Enter');
    await expect(text).toContainText('spring tide');
    await expect(status('Dues')).toHaveAttribute('title', /done/);

    await test.step('back to the article that was done, and then its tag', async () => {
      await expect(page.getByText('Done, with 1 open item. This is the next document.')).toBeVisible();
      // By mouse: the button names the change.
      const undo = page.getByRole('button', { name: 'Undo', exact: true });
      await undo.hover();
      await expect(undo).toHaveAttribute('title', /Undo: Mark done \(/);
      await undo.click();
      await expect(page.getByText('Undone: Mark done in “Dues”')).toBeVisible();
      await expect(page.getByText('This is the next document.')).toBeHidden();
      await expect(text).toContainText('Ida Marsh');
      await expect(status('Dues')).not.toHaveAttribute('title', /done/);
      await allImported();
      await hands.press('Control+z');
      await expect(page.getByText('Undone: Tag Person “Ida Marsh” in “Dues”')).toBeVisible();
      await expect(text).toBeFocused();
      await expect.poll(() => hands.head()).toBe(0);
      expect(await rows('spans')).toHaveLength(imported.spans);
    });

    await test.step('an import is asked about, and Cancel is what Enter means', async () => {
      await hands.press('Control+z');
      await expect(asked()).toContainText('2 annotations are removed');
      await expect(asked()).toContainText('1 annotation set is removed');
      await expect(asked().getByRole('button', { name: 'Cancel' })).toBeFocused();
      await inBothThemes(page, 'undo-asks');
      await hands.press('Enter');
      await expect(asked()).toBeHidden();
      await allImported();
    });

    await test.step('redo goes on, from the other article too', async () => {
      await hands.press('Alt+ArrowDown');
      await hands.press('Control+Shift+Z');
      await expect(page.getByText('Redone: Tag Person “Ida Marsh” in “Dues”')).toBeVisible();
      await expect(text).toContainText('Ida Marsh');
      await hands.press('Control+Shift+Z');
      await expect(page.getByText('Redone: Mark done in “Dues”')).toBeVisible();
      await expect(status('Dues')).toHaveAttribute('title', /done/);
      await hands.press('Control+z');
      await expect(status('Dues')).not.toHaveAttribute('title', /done/);
      await hands.saved();
    });

    await test.step('after a restart both ask, and lead on', async () => {
      await host.close();
      expect(host.errors()).toEqual([]);
      host = await startHost(name, { home: folder, config, file });
      ({ page } = host);
      hands = new Hands(page);
      text = page.locator('.ProseMirror');
      await expect(text).toContainText('Ida Marsh');
      await hands.press('Control+Shift+Z');
      await expect(asked()).toContainText('You did not undo this in this session');
      await hands.press('Enter');
      await expect(status('Dues')).toHaveAttribute('title', /done/);
      await hands.press('Control+z');
      await expect(asked()).toContainText('was not made in this session');
      await expect(asked().getByRole('button', { name: 'Undo the edit' })).toBeFocused();
      await hands.press('Enter');
      await expect(status('Dues')).not.toHaveAttribute('title', /done/);
      // It was undone in this session, so redo needs no confirmation.
      await hands.press('Control+Shift+Z');
      await expect(status('Dues')).toHaveAttribute('title', /done/);
    });

    await test.step('before an import that came later, the last edit of this session is offered instead', async () => {
      await hands.tag({ words: 'the dredging', key: 'o' });
      await hands.saved();
      writeFileSync(join(folder, 'three.txt'), 'Title: Fog\n\nFog over the roads.\n');
      await cli.run('import', join(folder, 'three.txt'));
      await hands.press('Control+z');
      await expect(asked()).toContainText('1 article is removed');
      await picture(page, 'undo-asks-instead');
      await asked()
        .getByRole('button', { name: 'Instead, undo “Tag Organisation “the dredging””' })
        .press('Enter');
      await expect(page.getByText('Undone: Tag Organisation “the dredging” in “Dues”')).toBeVisible();
      expect(await rows('documents')).toHaveLength(3);
    });

    await test.step('an import is undone by name in its history, and brought back', async () => {
      await list().focus();
      await hands.press('Home', 'ArrowDown', 'Enter');
      await expect(text).toContainText('spring tide');
      await hands.press('Alt+Shift+h');
      const chosen = page
        .getByRole('grid', { name: 'Changes, newest first' })
        .locator('[aria-selected="true"]');
      await expect(chosen).toContainText('Import two.jsonl');
      await page.getByRole('button', { name: 'Undo this change' }).press('Enter');
      // It was chosen by hand, so the dialog neither calls it the latest change nor offers another one instead.
      await expect(asked()).toContainText('This change is an import');
      await expect(asked().getByRole('button', { name: /^Instead/ })).toHaveCount(0);
      await asked().getByRole('button', { name: 'Undo the import' }).press('Enter');
      await expect.poll(() => rows('documents').then(({ length }) => length)).toBe(2);
      await hands.press('Control+Shift+Z');
      await asked().getByRole('button', { name: 'Redo the import' }).press('Enter');
      await expect.poll(() => rows('documents').then(({ length }) => length)).toBe(3);
      await allImported();
    });

    await host.close();
    await cli.expectSound();
    expect(host.errors()).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
