import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { DEFAULT_LABELS } from '../../shared/model/attributes/default-labels.ts';
import { startHost } from '../support/hosts/index.ts';
import { hintAt } from './claim-desk.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { CLAIMED, FILE, MARKED, TEXT, type Marked } from './working-day.ts';

/** The most key presses for a claim with claimer, cue, object, kind and epistemic, from selecting its words. */
const MOST_FOR_A_CLAIM = 16;
/** The most key presses for a mention, with its link and its attributes, on average. */
const MOST_FOR_A_MENTION = 5;

/** An analyst at the keyboard who annotates with the letters over the words, and whose key presses are counted. */
class Analyst {
  readonly page: Page;
  readonly hands: Hands;
  pressed = 0;
  readonly #bar: Locator;
  readonly #known = new Set<string>();

  constructor(page: Page) {
    this.page = page;
    this.hands = new Hands(page);
    this.#bar = page.getByTestId('attribute-bar');
  }

  async press(...keys: readonly string[]): Promise<void> {
    this.pressed += keys.length;
    await this.hands.press(...keys);
  }

  /** Waits until something holds, and looks with every frame: `expect` looks a second time only after 100 ms. */
  async until<T>(holds: (what: T) => boolean, what?: T): Promise<void> {
    await this.page.waitForFunction(holds as () => boolean, what, { polling: 'raf', timeout: 15_000 });
  }

  /** Waits until everything is stored. */
  async saved(): Promise<void> {
    await this.until(() => {
      const sign = document.querySelector<HTMLElement>('[data-testid="saved"]');
      return sign?.dataset['saving'] === 'false' && sign.textContent.includes('aved');
    });
  }

  async command(name: string): Promise<void> {
    // Each letter of the name, and the keys that open the palette and choose in it.
    this.pressed += name.length + 2;
    await this.hands.command(name);
  }

  /** Returns the number of keys that were pressed for something. */
  async counted(work: () => Promise<void>): Promise<number> {
    const before = this.pressed;
    await work();
    return this.pressed - before;
  }

  /** Selects words by the letters over the first and the last of them. */
  async selectWords(start: number, words: string): Promise<void> {
    const caret = await this.hands.head();
    await this.press('Space');
    let letters = await this.#letterAt(start);
    for (let i = 0; letters === null && i < 30; i++) {
      await this.press(start > caret ? 'ArrowDown' : 'ArrowUp');
      letters = await this.#letterAt(start);
    }
    expect(letters, `“${words}” has a letter`).not.toBeNull();
    await this.press(...letters!);
    await this.#lastWord(start, words);
    await this.until(() => document.querySelector('.hint') === null);
  }

  /** Chooses the last of some words, the first of which has been chosen. */
  async #lastWord(start: number, words: string): Promise<void> {
    const last = words.lastIndexOf(' ') + 1;
    if (last === 0) return this.press('Enter');
    await this.press(...(await this.#letterAt(start + last))!);
  }

  async #letterAt(offset: number): Promise<string[] | null> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    return hintAt(this.page, offset);
  }

  /** Selects words and gives them a type. */
  async tag({ start, words, key }: Pick<Marked, 'start' | 'words' | 'key'>): Promise<void> {
    await this.selectWords(start, words);
    await this.press(key);
    await this.until((text) => document.querySelector('blockquote')?.textContent === text, words);
    await this.saved();
  }

  /** Sets attributes of the selected span by their letters. */
  async setAttributes(attributes: Readonly<Record<string, string>>): Promise<void> {
    if (Object.keys(attributes).length === 0) return;
    await this.press('=');
    await this.goOnSetting(attributes);
  }

  /** Sets attributes from the one that is open; those that come before one of them keep their values. */
  async goOnSetting(attributes: Readonly<Record<string, string>>): Promise<void> {
    const left = new Map(Object.entries(attributes));
    for (let i = 0; left.size > 0 && i < 10; i++) {
      const name = (await this.#bar.locator('strong').textContent())!.toLowerCase();
      const value = left.get(name);
      left.delete(name);
      if (value === undefined) await this.press('Enter');
      else {
        const offer = this.#bar
          .getByRole('toolbar')
          .getByRole('button')
          .filter({ has: this.page.getByText(labelOf(value), { exact: true }) });
        await this.press((await offer.locator('kbd').textContent())!.toLowerCase());
      }
      await this.saved();
    }
    expect([...left.keys()], 'attributes that were not reached').toEqual([]);
    await expect(this.#bar.getByRole('alert')).toHaveCount(0);
  }

  /** Links the selected mention: to what is offered, or to what is found by its name. */
  async link({ entities, isOffered }: Marked): Promise<void> {
    if (entities.length === 0) return;
    const section = this.page.getByRole('region', { name: 'Entity' });
    if (isOffered) {
      const offer = section.getByTestId('offer').first();
      for (const name of entities) await offer.getByText(new RegExp(`^(New entity “)?${name}”?$`)).waitFor();
      await this.press('Alt+Enter');
    } else for (const name of entities) await this.#find(name);
    for (const name of entities) {
      await section.getByRole('button', { name: `Unlink ${name}`, exact: true }).waitFor();
      this.#known.add(name);
    }
    await this.saved();
  }

  /** Links the selected mention to an entity by the beginning of its name, or to a new one by its name. */
  async #find(name: string): Promise<void> {
    await this.press('Alt+l');
    const field = this.page.getByRole('combobox', { name: 'Find an entity' });
    await expect(field).toBeFocused();
    await this.press(...(this.#known.has(name) ? name.slice(0, 3) : name));
    const first = this.page.getByRole('listbox', { name: 'Suggested entities' }).getByRole('option').first();
    await expect(first).toContainText(name);
    await this.press('Enter');
    await expect(this.page.getByRole('button', { name: `Unlink ${name}`, exact: true })).toBeVisible();
    await expect(this.page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
  }

  /** Tags the other occurrences of the selected mention. */
  async propagate(count: number): Promise<void> {
    await this.press('Alt+p');
    await this.until((name) => document.activeElement?.textContent === name, `Tag ${count}`);
    await this.press('Enter');
    await this.until(() => document.querySelector('[role="dialog"]') === null);
    await this.saved();
  }

  /** Fills a slot of the selected claim: by the letter of what is suggested, or by the letters over the words. */
  async fill(digit: number, slot: string, words: string | null, near: number): Promise<void> {
    await this.press(String(digit));
    const offers = this.page.getByRole('toolbar', { name: new RegExp(`^Fillers for ${slot}`, 'i') });
    await offers.waitFor();
    if (words === null) {
      await this.press('Escape', 'n');
      return this.saved();
    }
    const offer = offers
      .getByRole('button')
      .filter({ has: this.page.getByText(words, { exact: true }) })
      .first();
    if ((await offer.count()) > 0)
      await this.press((await offer.locator('kbd').textContent())!.toLowerCase());
    else {
      const start = nearest(words, near);
      await this.press('Space');
      await this.press(...(await this.#letterAt(start))!);
      await this.#lastWord(start, words);
    }
    await this.page
      .getByTestId(`slot-${slot}`)
      .getByRole('button', { name: new RegExp(`^Remove .*${words}`) })
      .waitFor();
    await this.saved();
  }
}

/** Returns where words are nearest to an offset of the text. */
function nearest(words: string, near: number): number {
  const [before, after] = [TEXT.lastIndexOf(words, near), TEXT.indexOf(words, near)];
  if (before === -1 || after === -1) return Math.max(before, after);
  return near - before < after - near ? before : after;
}

const SLOTS = ['claimer', 'cue', 'object', 'affiliation', 'via', 'location', 'time', 'medium'];

/** What the window shows instead of values. */
const LABELS: Readonly<Record<string, string>> = { ...DEFAULT_LABELS.epistemic, true: 'yes' };
const labelOf = (value: string) => LABELS[value] ?? value;

test(
  'an article is annotated completely by keyboard, with few key presses', // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  async ({}, info) => {
    test.setTimeout(240_000);
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const article = join(folder, 'working-day.txt');
    writeFileSync(article, FILE);
    const project = await Cli.project(join(place.home, 'Day.postil'), place.config, article);
    const host = await startHost('web', { ...place, file: project.file });
    const { page } = host;
    await expect(page.locator('.ProseMirror')).toContainText('Marevia’s foreign and fisheries ministers');
    const analyst = new Analyst(page);
    expect(await analyst.hands.text()).toBe(TEXT);
    await analyst.hands.toStart();

    const mentions = MARKED.filter(({ key }) => key !== 'h');
    await test.step('mentions, linked', async () => {
      const isTagged = new Set<Marked>();
      for (const mention of mentions) {
        if (isTagged.has(mention)) continue;
        await analyst.tag(mention);
        await analyst.link(mention);
        await analyst.setAttributes(mention.attributes);
        const others = mentions.filter(
          (other) => other !== mention && !isTagged.has(other) && sameMark(other, mention),
        );
        if (others.length > 0) await analyst.propagate(others.length);
        for (const each of [mention, ...others]) isTagged.add(each);
      }
    });
    const forMentions = analyst.pressed / mentions.length;

    const events = MARKED.filter(({ key }) => key === 'h');
    const forEvents = await analyst.counted(async () => {
      await test.step('events', async () => {
        await analyst.command('Show the layer Events');
        await analyst.press('Control+Home');
        for (const event of events) {
          await analyst.tag(event);
          await analyst.setAttributes(event.attributes);
        }
      });
    });

    const forClaims: number[] = [];
    const forMore: number[] = [];
    await test.step('claims', async () => {
      await analyst.press('Control+Home');
      for (const { content, slots, attributes } of CLAIMED) {
        const start = TEXT.indexOf(content);
        const { kind, epistemic, ...others } = attributes;
        const { claimer, cue, object, ...more } = slots;
        forClaims.push(
          await analyst.counted(async () => {
            await analyst.tag({ start, words: content, key: 'c' });
            for (const [slot, words] of Object.entries({ claimer, cue, object }))
              await analyst.fill(SLOTS.indexOf(slot) + 1, slot, words, start);
            await analyst.setAttributes({ kind, epistemic });
          }),
        );
        forMore.push(
          await analyst.counted(async () => {
            await analyst.goOnSetting(others);
            // The digits belong to the attributes as long as one is open.
            if (Object.keys(more).length > 0) await analyst.press('Escape');
            for (const [slot, words] of Object.entries(more))
              await analyst.fill(SLOTS.indexOf(slot) + 1, slot, words, start);
          }),
        );
      }
    });
    console.log(
      [
        `Key presses for a mention with its link and attributes: ${forMentions.toFixed(1)} on average`,
        `for an event with its category: ${(forEvents / events.length).toFixed(1)} on average`,
        `for a claim with claimer, cue, object, kind and epistemic: ${forClaims.join(', ')}`,
        `for its other attributes and slots: ${forMore.join(', ')}`,
      ].join('\n'),
    );
    expect(forMentions).toBeLessThanOrEqual(MOST_FOR_A_MENTION);
    expect(Math.max(...forClaims)).toBeLessThanOrEqual(MOST_FOR_A_CLAIM);

    await test.step('everything is stored, and is in an export', async () => {
      await project.run('export', join(folder, 'out'), '--format', 'jsonl');
      const copy = new Cli(join(folder, 'copy.postil'), join(folder, 'other config'));
      await copy.run('new');
      await copy.run('import', join(folder, 'out', 'data.jsonl'));
      await expectEverything(copy);
      await copy.expectSound();
    });
    await project.expectSound();
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

const TYPES: Readonly<Record<string, string>> = {
  p: 'PERSON',
  o: 'ORG',
  g: 'GPE',
  l: 'LOC',
  n: 'NORP',
  t: 'TITLE',
  d: 'DATE',
  h: 'EVENT-MENTION',
};

/** Expects that a project holds all annotations of the day and no others. */
async function expectEverything(project: Cli): Promise<void> {
  const spans = await project.spans('working-day.txt');
  const { entities } = await project.run<{ entities: { id: string; name: string }[] }>('list', 'entities');
  const nameOf = new Map(entities.map(({ id, name }) => [id, name]));
  const byId = new Map(spans.map((span) => [span.id, span]));
  const made = new Set(MARKED.map(({ key }) => TYPES[key]));
  const described = spans
    .filter(({ type }) => made.has(type))
    .map(({ type, text, attributes, entities: linked }) => ({
      type,
      text,
      entities: linked.map((id) => nameOf.get(id)).sort(),
      attributes,
    }));
  expect(described).toHaveLength(MARKED.length);
  for (const [i, { key, words, entities: linked, attributes }] of MARKED.entries())
    expect(described[i]).toMatchObject({
      type: TYPES[key],
      text: words,
      entities: [...linked].sort(),
      attributes,
    });
  const claims = spans.filter(({ type }) => type === 'CLAIM');
  expect(claims.map(({ text }) => text)).toEqual(CLAIMED.map(({ content }) => content));
  for (const [i, { slots, attributes }] of CLAIMED.entries()) {
    const filled = claims[i]!.slots.map(({ name, filler }) => [
      name,
      filler.span === undefined ? null : byId.get(filler.span)?.text,
    ]);
    expect(Object.fromEntries(filled)).toEqual(slots);
    expect(claims[i]!.attributes).toMatchObject({
      ...attributes,
      ...(attributes['check-worthy'] && { 'check-worthy': true }),
    });
  }
}

/** Whether two mentions are of the same words and entities, so that one stands for the other. */
function sameMark(a: Marked, b: Marked): boolean {
  return a.key === b.key && a.words === b.words && a.entities.join() === b.entities.join();
}
