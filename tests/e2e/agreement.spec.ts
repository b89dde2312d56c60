import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { OutputOf } from '../../shared/contract/index.ts';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { MODEL, modelOutput, SAMPLE } from '../support/model-output.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

/** A model's annotations are compared with an analyst's: scores, examples, jumps and exports, by keyboard only. */
for (const name of oneHost('web')) {
  test(
    `agreement by keyboard only, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(240_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const place = { home: join(folder, 'home'), config: join(folder, 'config') };
      mkdirSync(place.home, { recursive: true });
      const project = new Cli(join(place.home, 'Numbers.postil'), place.config);
      const model = join(folder, 'model.jsonl');
      writeFileSync(model, modelOutput());
      await project.run('new');
      await project.run('import', SAMPLE);
      const host = await startHost(name, { ...place, file: project.file });
      try {
        const { page } = host;
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const hands = new Hands(page);
        await expect(page.locator('.ProseMirror')).toBeVisible();

        // With only one set there is nothing to compare: the screen says what is missing.
        await hands.press('Alt+Shift+n');
        await expect(page.getByRole('heading', { name: 'Compare two annotation sets' })).toBeVisible();
        await inBothThemes(page, `numbers-${name}-empty`);

        // An import by another program is found by the next check.
        await project.run('import', model);
        // It appears without any action in the window.
        await expect(page.getByLabel('Set to check')).toHaveValue(/./);
        const scores = (await project.run(
          'agreement',
          '--source',
          MODEL,
          '--target',
          'Mira Tolbert',
        )) as unknown as OutputOf<'comparison.scores'>;
        const percent = (rate: number) => (100 * rate).toFixed(1);
        const glance = page.getByRole('region', { name: 'At a glance' });
        for (const measure of ['exact', 'overlap', 'type'] as const)
          await expect(glance.getByRole('button', { name: new RegExp(`^${measure} F1`, 'i') })).toContainText(
            percent(scores[measure].micro.f1),
          );
        const types = page.getByRole('region', { name: 'Types' });
        await expect(types.getByRole('row').filter({ hasText: 'PERSON' })).toContainText(
          percent(scores.exact.types['PERSON']!.precision),
        );
        // The first sentence states the finding; the worst type comes first, and types with few cases come last, in grey.
        await expect(glance.locator('p').first()).toHaveText(
          /^“.*” and “Mira Tolbert” agree at \d+ of \d+ positions \(\d+ %\)\. They differ most in .*: F1 [\d.]+ % of \d+ cases\.$/,
        );
        const rows = await types.locator('tbody tr:not(:nth-child(-n+2))').evaluateAll((all) =>
          all.map((row) => ({
            f1: Number(row.querySelector('td:nth-of-type(2)')!.textContent) || 0,
            cases: Number(row.querySelector('td:nth-of-type(3)')!.textContent),
            few: row.hasAttribute('data-few'),
          })),
        );
        expect(rows.filter(({ cases }) => cases < 10)).toEqual(rows.filter(({ few }) => few));
        for (const few of [false, true]) {
          const shown = rows.filter((row) => row.few === few).map(({ f1 }) => f1);
          expect(shown.length).toBeGreaterThan(0);
          expect(shown).toEqual(shown.toSorted((a, b) => a - b));
        }
        expect(rows.map(({ few }) => few)).toEqual(rows.map(({ few }) => few).toSorted());
        await inBothThemes(page, `numbers-${name}-top`);

        // The measure is a group of radio buttons: the arrow keys change it and update the tables.
        await page.getByRole('radio', { name: 'Exact' }).focus();
        await hands.press('ArrowRight', 'ArrowRight');
        await expect(types.getByRole('row').filter({ hasText: 'PERSON' })).toContainText(
          percent(scores.type.types['PERSON']!.precision),
        );

        // A cell of the matrix opens its examples; the first one opens its article with the model's set.
        const cell = scores.confusion.cells.find(
          ({ target, source }) => target === 'PERSON' && source === 'ORG',
        )!;
        const matrix = page.getByRole('group', { name: 'Confusion matrix' });
        await matrix.getByRole('button', { name: `Person found as Organisation: ${cell.count}` }).focus();
        await hands.press('Enter');
        const examples = page.getByRole('complementary', { name: 'Examples' });
        await expect(examples).toBeFocused();
        await expect(examples.getByRole('listitem')).toHaveCount(cell.count);
        await inBothThemes(page, `numbers-${name}-examples`);
        await hands.press('Escape');
        await expect(examples).toBeHidden();
        await expect(matrix.getByRole('button', { name: /Person found as Organisation/ })).toBeFocused();
        await hands.press('Enter');
        await expect(examples).toBeFocused();
        await expect(examples.getByRole('listitem')).toHaveCount(cell.count);
        await hands.press('ArrowDown');
        const words = await examples.locator('mark').first().textContent();
        await hands.press('Enter');
        await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
        await expect(page.locator('blockquote')).toHaveText(words!);
        await expect(page.locator('header select')).toContainText(MODEL);

        // Back on the screen, the same figures and examples are shown. A point of the curve and a threshold open examples
        // too.
        await hands.press('Alt+Shift+n');
        await expect(examples.getByRole('listitem')).toHaveCount(cell.count);
        await page.getByRole('button', { name: /^Scores 0\.6 to/ }).focus();
        await hands.press('Enter');
        const bin = scores.calibration!.all.bins[6]!;
        await expect(examples.getByRole('listitem')).toHaveCount(bin.count);
        await expect(page.getByText(/of 102 would be accepted/)).toBeVisible();
        await page.getByRole('heading', { name: 'Scores of the checked set' }).scrollIntoViewIfNeeded();
        await picture(page, `numbers-${name}-scores`);

        // A slot lists the claims in which it differs.
        const slot = scores.slots.exact.types['object']!;
        const slots = page.getByRole('region', { name: 'Claim slots' });
        await slots.getByRole('row').filter({ hasText: 'object' }).getByRole('button').first().focus();
        await hands.press('Enter');
        await expect(examples.getByRole('heading', { name: 'object: where the sets differ' })).toBeVisible();
        await expect(examples.getByRole('listitem')).toHaveCount(slot.target - slot.correct);
        await picture(page, `numbers-${name}-slot`);

        // Exports to JSON and CSV have the same figures.
        const out = join(folder, 'out');
        await host.answerDialog('save', [out]);
        await page.getByRole('button', { name: 'Export figures' }).focus();
        await hands.press('Enter');
        const said = page.getByText(/^Wrote numbers\.json, scores\.csv, confusion\.csv, .* to/);
        await expect(said).toBeVisible();
        const written = / to (.*)\.$/.exec((await said.textContent()) ?? '')![1]!;
        expect(readdirSync(written).sort()).toEqual(
          [
            'calibration.csv',
            'confusion.csv',
            'label-confusion.csv',
            'label-values.csv',
            'labels.csv',
            'numbers.json',
            'scores.csv',
            'thresholds.csv',
          ].sort(),
        );
        expect(JSON.parse(readFileSync(join(written, 'numbers.json'), 'utf8'))).toEqual(scores);
        expect(readFileSync(join(written, 'confusion.csv'), 'utf8')).toContain(
          `\nPERSON,ORG,${cell.count}\n`,
        );
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}
