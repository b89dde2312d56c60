import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { availableHosts, startHost } from '../support/hosts/index.ts';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const SECOND = {
  'harbour.txt': 'Orme Ltd said the harbour of Vell would close. Ana Bell objected.\n',
  'harbour.ann': 'T1\tOrganisation 0 8\tOrme Ltd\nT2\tSay 9 13\tsaid\nE1\tSay:T2 Speaker:T1\n',
};

/** A brat corpus is imported with its scheme, annotated, and exported as brat, CoNLL and Parquet. */
for (const name of availableHosts()) {
  test(
    `a brat folder in, three formats out, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(240_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const place = { home: join(folder, 'home'), config: join(folder, 'config') };
      const project = join(place.home, 'Corpus.postil');
      const corpus = join(folder, 'corpus');
      mkdirSync(place.home, { recursive: true });
      cpSync('tests/fixtures/formats/brat', corpus, { recursive: true });
      rmSync(join(corpus, 'meeting_kim.ann'));
      for (const [file, content] of Object.entries(SECOND)) writeFileSync(join(corpus, file), content);
      const cli = new Cli(project, place.config);
      await cli.run('new', '--scheme', 'blank');

      const host = await startHost(name, { ...place, file: project });
      try {
        const { page } = host;
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const hands = new Hands(page);
        await expect(page.getByTestId('saved')).toBeVisible();
        await bringFolder(host, hands, corpus);

        // The scheme lacks all names: a dialog asks how to map them, and nothing is imported yet.
        const ask = page.getByRole('dialog', { name: 'Names that are not in your scheme' });
        await expect(ask.getByRole('row', { name: /^Organisation/ })).toContainText('Orme Ltd');
        await expect(ask.getByRole('table').getByRole('combobox').first()).toBeFocused();
        await ask.getByRole('combobox', { name: 'Phrase becomes' }).selectOption('left out');
        if (name === 'web') await inBothThemes(page, 'formats-ask');
        await ask.getByRole('button', { name: 'Import' }).focus();
        await hands.press('Enter');
        await expect(page.getByTestId('import-report')).toContainText('2 documents');
        await expect(page.getByText(/Left out, as the map says: 1 Phrase/)).toBeVisible();
        if (name === 'web') await inBothThemes(page, 'formats-imported');
        await hands.press('Enter');

        // Both documents get one more person, by the key that the new type was given.
        const article = page.getByRole('textbox', { name: 'Article', exact: true });
        // A folder is read in the order of its names, files of a page in the page's order, so either may come first.
        await expect(article).toContainText(/dinner|harbour of Vell/);
        const meetingFirst = (await hands.text()).includes('dinner');
        const visits = [
          ['dinner', 'She'],
          ['harbour of Vell', 'Ana Bell'],
        ] as const;
        for (const [i, [words, person]] of (meetingFirst ? visits : visits.toReversed()).entries()) {
          if (i > 0) await hands.press('Alt+PageDown');
          await expect(article).toContainText(words);
          await hands.tag({ words: person, key: 'p' });
          await hands.saved();
        }

        // brat keeps everything of an imported set; its files are pairs beside the configuration.
        const brat = await exportDataset(host, hands, 'brat', join(folder, 'out-brat'), 'corpus');
        expect(readdirSync(brat)).toEqual(
          expect.arrayContaining([
            'annotation.conf',
            'harbour.ann',
            'harbour.txt',
            'meeting.ann',
            'meeting.txt',
          ]),
        );
        expect(readFileSync(join(brat, 'harbour.ann'), 'utf8')).toContain('Orme Ltd');

        const conll = await exportDataset(host, hands, 'CoNLL', join(folder, 'out-conll'), 'corpus');
        const [tokens = ''] = readdirSync(conll).filter((file) => file !== 'manifest.json');
        expect(readFileSync(join(conll, tokens), 'utf8')).toMatch(
          /Orme\tB-Organisation\nLtd\tI-Organisation/,
        );
        const manifest = JSON.parse(readFileSync(join(conll, 'manifest.json'), 'utf8')) as {
          losses: { kind: string; count: number }[];
        };
        expect(manifest.losses.length).toBeGreaterThan(0);

        const parquet = await exportDataset(host, hands, 'Parquet', join(folder, 'out-parquet'), null);
        expect(readFileSync(join(parquet, 'spans.parquet')).subarray(0, 4).toString()).toBe('PAR1');

        // The brat export imports again without loss.
        const again = new Cli(join(folder, 'again.postil'), place.config);
        await again.run('new', '--scheme', 'blank');
        await again.run('import', brat, '--extend-scheme');
        const words = async (of: Cli) =>
          (await of.run<{ spans: { type: string; text: string }[] }>('list', 'spans')).spans
            .map(({ type, text }) => `${type} ${text}`)
            .sort();
        // The two added by hand are in the analyst's own set, which was not exported.
        const imported = await words(cli);
        for (const mine of ['Person Ana Bell', 'Person She']) imported.splice(imported.indexOf(mine), 1);
        expect(await words(again)).toEqual(imported);
        await cli.expectSound();
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/** Imports a folder, through the desktop's dialog or the page's file chooser. */
async function bringFolder(host: RunningHost, hands: Hands, folder: string): Promise<void> {
  if (host.name !== 'web') {
    await host.answerDialog('open', [folder]);
    await hands.press('Control+Shift+i');
    return;
  }
  await hands.press('Alt+Shift+v');
  await host.page.getByLabel('Folder', { exact: true }).setInputFiles(folder);
}

/** Exports one set or all sets, checks the preview, and returns the folder. */
async function exportDataset(
  host: RunningHost,
  hands: Hands,
  format: string,
  out: string,
  set: string | null,
): Promise<string> {
  const { page } = hands;
  await host.answerDialog('save', [out]);
  await hands.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export a dataset' });
  const select = dialog.getByLabel('Format', { exact: true });
  await expect(select).toBeFocused();
  const option = select.locator('option').filter({ hasText: new RegExp(`^${format}`) });
  // Its value is known only after the formats have loaded.
  await select.selectOption(await option.getAttribute('value'));
  if (set !== null) await dialog.getByLabel('Annotation set').selectOption(set);
  await expect(dialog.getByTestId('export-preview')).toContainText('2 documents,');
  const look = `formats-export-${format.toLowerCase()}`;
  // The dialogs of the formats differ in words only.
  if (host.name === 'web') await (format === 'CoNLL' ? inBothThemes(page, look) : picture(page, look));
  await dialog.getByRole('button', { name: 'Export', exact: true }).focus();
  await hands.press('Enter');
  await expect(page.getByTestId('export-report')).toBeVisible();
  const folder = (await page.getByTestId('export-report').locator('code').textContent()) ?? '';
  await hands.press('Enter');
  return folder;
}
