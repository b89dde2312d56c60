import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { CUE_WORDS } from '../../shared/presets/cue-words.ts';
import { sheetsOf } from '../support/workbook.ts';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';
import { picture } from './looks.ts';
import * as selvik from './selvik.ts';

/** From an article to a graph of who claims what about whom, exported and imported again without loss. */
for (const name of oneHost('web')) {
  test(
    `who claims what, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(240_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const place = { home: join(folder, 'home'), config: join(folder, 'config') };
      mkdirSync(place.home);
      const project = new Cli(join(place.home, 'Selvik.postil'), place.config);
      await prepare(project, folder);
      const host = await startHost(name, { ...place, file: project.file });
      try {
        const { page } = host;
        const desk = new ClaimDesk(page);
        const { hands } = desk;
        // Other specs examine these screens.
        const look = (what: string) => picture(page, `who-claims-what-${what}`);
        await expect(page.locator('.ProseMirror')).toContainText('Velmara’s foreign and defence ministers');
        await expect(page.getByTestId('published')).toHaveAttribute('datetime', '2025-06-18');

        await test.step('mentions are linked, each in its way', async () => {
          await hands.tag({ words: 'Wednesday', key: 'd' });
          await desk.setValue('2025-06-18');
          // An entity from the words; then one by the last name; then one by an alias in the registry.
          await hands.tag({ words: 'Ilse Haldorén', key: 'p' });
          await desk.expectOffer('New entity “Ilse Haldorén”');
          await desk.accept('Ilse Haldorén');
          await hands.tag({ words: 'Haldorén', nth: 1, key: 'p' });
          await desk.expectOffer('last name');
          await desk.accept('Ilse Haldorén');
          await hands.tag({ words: 'Defence Ministry', key: 'o' });
          await desk.expectOffer('alias');
          await desk.accept('Defence Ministry of Velmara');
          // A name that contains a country's name, which the script has therefore left out.
          await hands.tag({ words: 'Ostrava Alta Air Force', key: 'o' });
          await desk.accept('Air Force of Ostrava Alta');
          await hands.tag({ words: 'Aerovelm', key: 'o' });
          await desk.accept('Aerovelm');
          // A nationality is linked to its country, a pronoun to two persons, and “both sides” to two countries, by
          // searching.
          await hands.tag({ words: 'Ostravan', key: 'n' });
          await desk.lookUp('Ostrava', 'Ostrava Alta');
          await hands.tag({ words: 'they', key: 'p' });
          await desk.lookUp('Brânz', 'Ottilie Brânză');
          await desk.lookUp('Sølv', 'Branimir Sølvedal');
          for (const words of ['both sides', 'Both sides']) {
            await hands.tag({ words, key: 'g' });
            await desk.lookUp('Velm', 'Velmara');
            await desk.lookUp('Ostr', 'Ostrava Alta');
          }
          await expect(page.getByRole('heading', { name: 'Entities: a group of 2' })).toBeVisible();
          await hands.saved();
        });

        await test.step('claims with claimer, cue and object', async () => {
          await desk.claim(selvik.VISIT);
          await desk.claim(selvik.MINISTRY);
          await desk.claim(selvik.SHARED_WORK);
          await hands.press('3', 'Space');
          await desk.hint(selvik.SHARED_WORK.content, 'copper');
          await desk.hint(selvik.SHARED_WORK.content, 'earths');
          await expect(page.getByTestId('slot-object')).toContainText('copper, tin, natural gas and rare');
          await look('form');
          await hands.press('Escape');
          // Nobody is named: the reason for the empty slot is recorded.
          await desk.claim(selvik.ALLEGED);
          await expect(page.getByTestId('slot-claimer')).toContainText('not stated');
          // For the next claim, the claimer of the previous one is suggested.
          await desk.claim(selvik.BLOCKADE);
          await hands.selectWords({ words: selvik.WINTER.content });
          await hands.press('Alt+c');
          await expect(page.getByTestId('slot-claimer')).toContainText(selvik.WINTER.claimer!);
          await desk.fill('2', 'Cue', selvik.WINTER.cue);
          await desk.claim(selvik.BOTH_SIDES);
          await hands.saved();
        });

        await test.step('what the ministry said and what both sides underlined are related', async () => {
          await hands.press('Alt+r');
          await expect(page.locator('.from-flag')).toBeVisible();
          await desk.caretTo('compared notes');
          await hands.press('Alt+ArrowUp');
          await expect(page.locator('blockquote')).toHaveText(selvik.MINISTRY.content);
          await hands.press('Alt+r');
          const menu = page.getByRole('menu', { name: 'Relation types' });
          await hands.press(
            (await desk.letterOf(menu.getByRole('menuitem', { name: 'is related to' }))).toLowerCase(),
          );
          await expect(page.locator('.arcs .arc-label')).toHaveText('is related to');
          await expect(page.getByRole('region', { name: 'Relations' })).toContainText('working together');
          await hands.saved();
          await look('arcs');
        });

        await test.step('everything is as it was worked out by hand', async () => {
          await expectAll(project);
          await expect(page.getByTestId('counts')).toHaveText(`${selvik.SPANS} spans · 12 claims`);
        });

        await test.step('cards beside the text', async () => {
          if (name !== 'web') return; // the double's window has only one size
          await page.setViewportSize({ width: 1600, height: 1000 });
          await hands.press('Escape', 'Escape', 'Control+j');
          await expect(page.locator('[data-claim]')).toHaveCount(12);
          await look('cards');
          await hands.press('Control+j');
          await page.setViewportSize({ width: 1280, height: 800 });
        });

        const before = dump(project.file);
        await test.step('a string is tagged in the whole project, and that is taken back', async () => {
          await desk.caretTo('Aerovelm');
          await hands.press('Tab');
          await expect(page.locator('blockquote')).toHaveText('Aerovelm');
          await hands.press('Alt+p');
          const tag = page.getByRole('button', { name: 'Tag 3', exact: true });
          await expect(tag).toBeFocused();
          await hands.press('Enter');
          await expect(page.getByText(/^Tagged 3 in 1 document\./)).toBeVisible();
          await hands.press('Alt+o');
          await expect(page.getByTestId('entity-counts')).toContainText('4 mentions in 2 documents');
          await look('entity');
          expect(dump(project.file)).not.toEqual(before);
          await hands.press('Control+z');
          await expect(page.getByTestId('entity-counts')).toContainText('1 mention in 1 document');
          await expect.poll(() => dump(project.file)).toEqual(before);
          await hands.press('Alt+Shift+a');
        });

        await test.step('out, in again elsewhere, and out once more: identical', async () => {
          const exported = await desk.export(host, join(folder, 'out'), 'Postil JSONL');
          const copy = new Cli(join(folder, 'copy.postil'), join(folder, 'config of somebody else'));
          await copy.run('new');
          await copy.run('import', join(exported, 'data.jsonl'));
          expect(dump(copy.file)).toEqual(before);
          await copy.run('export', join(folder, 'again'), '--format', 'jsonl');
          await copy.expectSound();
          expect(lines(join(folder, 'again', 'data.jsonl'))).toEqual(lines(join(exported, 'data.jsonl')));
        });
        await test.step('the usual export is a workbook that names who claims what', async () => {
          const exported = await desk.export(host, join(folder, 'workbook'));
          const [claims] = sheetsOf(readFileSync(join(exported, 'tables.xlsx')));
          const [head, ...rows] = claims!.rows;
          expect(rows).toHaveLength(12);
          const rowOf = ({ content }: { readonly content: string }) => {
            const row = rows.find((cells) => cells[head!.indexOf('Claim')] === content);
            return Object.fromEntries(head!.map((heading, i) => [heading, row?.[i]]));
          };
          expect(rowOf(selvik.SHARED_WORK)).toMatchObject({
            Claimer: 'Ilse Haldorén',
            'Claimer, in words': 'Haldorén',
            Cue: selvik.SHARED_WORK.cue,
            Published: '2025-06-18',
          });
          expect(rowOf(selvik.BOTH_SIDES)).toMatchObject({
            Claimer: 'Velmara; Ostrava Alta',
            'Claimer, in words': 'Both sides',
          });
          expect(rowOf(selvik.ALLEGED)).toMatchObject({ Claimer: '(not stated)', 'Claimer, in words': '' });
        });
        await project.expectSound();
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/**
 * The articles, the registry, and what a script annotates beforehand: names, dates, and the claims that are not made by
 * hand.
 */
async function prepare(project: Cli, folder: string): Promise<void> {
  const pack = join(folder, 'pack.csv');
  writeFileSync(pack, selvik.PACK);
  await project.run('new');
  await project.run('import', selvik.ARTICLE, selvik.OTHER_ARTICLE);
  await project.run('entities', 'import', pack);
  const document = ['--document', 'selvik-talks.txt'];
  const annotate = async (type: string, words: string, ...more: string[]) => {
    const start = selvik.TEXT.indexOf(words);
    expect(start, words).toBeGreaterThanOrEqual(0);
    const span = `${start}:${start + words.length}`;
    const made = await project.run('annotate', ...document, '--type', type, '--span', span, ...more);
    return (made['span'] as { id: string }).id;
  };
  for (const [type, entity, ...strings] of selvik.KNOWN) {
    for (const string of strings) {
      const link = entity === null ? [] : ['--entity', entity];
      await project.run('propagate', '--string', string, '--type', type, ...link, ...document);
    }
  }
  for (const [words, value] of Object.entries(selvik.DATES)) {
    if (words !== 'Wednesday') await annotate('DATE', words, '--attr', `value=${value}`);
  }
  const spans = await project.spans('selvik-talks.txt');
  for (const { content, cue, claimer } of selvik.CLAIMS.filter((claim) => !selvik.BY_HAND.includes(claim))) {
    const at = selvik.TEXT.indexOf(content);
    // The speaker is the nearest mention of that name before the claim.
    const speaker = spans.findLast(({ text, start }) => text === claimer && start < at)!;
    const start = selvik.TEXT.lastIndexOf(cue, at);
    const made = await project.run(
      ...(['annotate', ...document, '--type', 'CUE', '--span', `${start}:${start + cue.length}`] as const),
    );
    await annotate(
      'CLAIM',
      content,
      ...[
        '--slot',
        `claimer=span:${speaker.id}`,
        '--slot',
        `cue=span:${(made['span'] as { id: string }).id}`,
      ],
      ...(content === selvik.DENIED.content ? ['--attr', 'epistemic=false-certain'] : []),
    );
  }
}

/** Checks the claims, links, dates and relations of the article, read by another program. */
async function expectAll(project: Cli): Promise<void> {
  const { claims, ...counts } = await project.run('claims');
  expect(counts).toEqual({ total: 12, implicit: 0, withoutClaimer: 1 });
  expect(
    (claims as Record<string, unknown>[]).map(
      ({ content, cue, claimer, claimerWords, claimerEmpty, epistemic }) => ({
        content,
        cue,
        // The words in the article, whatever entity they are linked to.
        claimer: claimerWords || claimer,
        claimerEmpty,
        denied: epistemic === 'false-certain',
      }),
    ),
  ).toEqual(
    selvik.CLAIMS.map((claim) => ({
      ...claim,
      claimer: claim.claimer ?? '',
      claimerEmpty: claim.claimer === null ? 'not stated' : null,
      denied: claim === selvik.DENIED,
    })),
  );

  const spans = await project.spans('selvik-talks.txt');
  const ofType = (type: string) => spans.filter((span) => span.type === type);
  const counted = Object.keys(selvik.MENTIONS).map((type) => [type, ofType(type).length]);
  expect(Object.fromEntries(counted)).toEqual(selvik.MENTIONS);
  const linkable = ['PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP'].flatMap(ofType);
  expect(linkable.filter(({ entities }) => entities.length === 0)).toEqual([]);
  expect(linkable).toHaveLength(selvik.LINKED);
  expect(Object.fromEntries(ofType('DATE').map((date) => [date.text, date.attributes['value']]))).toEqual(
    selvik.DATES,
  );

  // Every word that attributes is part of a cue.
  const cues = ofType('CUE');
  const words = new RegExp(`(?<!\\p{L})(?:${CUE_WORDS['en']!.join('|')})(?!\\p{L})`, 'giu');
  const uncovered = [...selvik.TEXT.matchAll(words)].filter(
    ({ index, 0: word }) =>
      !cues.some(({ start, text }) => start <= index && start + text.length >= index + word.length),
  );
  expect(uncovered.map(({ 0: word }) => word)).toEqual([]);
  expect(cues).toHaveLength(12);

  const claim = ({ content }: selvik.Attribution) => spans.find(({ text }) => text === content)!.id;
  expect((await project.run('list', 'relations'))['relations']).toMatchObject([
    { type: 'related', from: claim(selvik.BOTH_SIDES), to: claim(selvik.MINISTRY) },
  ]);
}

/**
 * Returns the lines of a dataset without the analyst who last changed a span, because each project takes that from its own
 * journal.
 */
function lines(path: string): unknown[] {
  const withoutAuthor = (key: string, value: unknown) => (key === 'author' ? undefined : value);
  const text = readFileSync(path, 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line, withoutAuthor) as unknown);
}

/** Returns the canonical dump of a project on disk, also while a host has it open. */
function dump(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    return [...canonicalDump(store)];
  } finally {
    store.close();
  }
}
