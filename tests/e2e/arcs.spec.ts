import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';

const PARAGRAPHS = 30;
const paragraph = (i: number) =>
  `Envoy${i} of the harbour council met Guest${i} in Dovran on the second day of the talks. ` +
  `Nobody at the table wanted to say when dredging of basin ${i} would begin, or who was to pay for the silt. ` +
  `The engineers of the lower town had asked for a tide table twice, and twice a map of the fish market was sent. ` +
  `On the stairs they agreed that lamp ${i} had to be lit before the first frost.`;
const TEXT = Array.from({ length: PARAGRAPHS }, (_, i) => paragraph(i)).join('\n\n');

/**
 * Returns the ends of arcs near the viewport that are neither over the first letters of a span nor at a bracket, and the
 * least number of arcs that must be drawn. The number of drawn blocks depends on the machine's fonts; each block with a
 * guest has an end of a chain of people and of one of claims.
 */
function looseEnds(page: Page): Promise<{ arcs: number; least: number; loose: string[] }> {
  return page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>('svg.arcs')!;
    const origin = svg.getBoundingClientRect();
    const heads = new Map<string, DOMRect>();
    for (const segment of document.querySelectorAll<HTMLElement>('.ProseMirror .seg')) {
      for (const id of segment.dataset['ids']!.split(' '))
        if (!heads.has(id)) heads.set(id, segment.getClientRects()[0]!);
    }
    const brackets = [...document.querySelectorAll('.bracket')].map((each) => each.getBoundingClientRect());
    const within = (value: number, low: number, high: number) => value >= low && value <= high;
    const paths = [...svg.querySelectorAll<SVGPathElement>('path.arc:not(.head)')];
    const loose = paths.flatMap((path) =>
      [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())].flatMap((end) => {
        const [x, y] = [end.x + origin.left, end.y + origin.top];
        if (!within(y, -200, innerHeight + 200)) return [];
        const attached =
          [...heads.values()].some(
            (head) => within(x, head.left, head.right) && within(y, head.top - 3, head.top + 6),
          ) || brackets.some((box) => within(x, box.left, box.right) && within(y, box.top, box.bottom));
        return attached ? [] : [`${Math.round(x)}, ${Math.round(y)}`];
      }),
    );
    const blocks = [...document.querySelectorAll('.ProseMirror .block')];
    const linked = blocks.filter((block) =>
      [...block.querySelectorAll('.seg')].some(({ textContent }) => /^Guest/.test(textContent)),
    );
    return { arcs: paths.length, least: 2 * linked.length, loose };
  });
}

test(
  'arcs follow whatever moves their ends',
  { annotation: { type: 'host', description: 'web' } },
  async () => {
    test.setTimeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, article, config] = ['Arcs.postil', 'story.txt', 'config'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(article, TEXT);
    const cli = new Cli(file, config);
    try {
      await cli.run('new');
      await cli.run('import', article);
      const { documents } = await cli.run<{ documents: { id: string }[] }>('list', 'documents');
      const story = documents[0]!.id;
      const add = async (type: string, words: string) => {
        const start = TEXT.indexOf(words);
        const made = await cli.run(
          ...([
            'annotate',
            '--document',
            story,
            '--type',
            type,
            '--span',
            `${start}:${start + words.length}`,
          ] as const),
        );
        return (made['span'] as { id: string }).id;
      };
      const people: string[] = [];
      const claims: string[] = [];
      for (let i = 0; i < PARAGRAPHS; i += 2) {
        people.push(await add('PERSON', `Guest${i} `.trimEnd()));
        claims.push(
          await add('CLAIM', `Nobody at the table wanted to say when dredging of basin ${i} would`),
        );
      }
      for (const [type, ends] of [
        ['same-as', people],
        ['related', claims],
      ] as const) {
        for (const [i, from] of ends.slice(1).entries())
          await cli.run('relate', '--from', from, '--to', ends[i]!, '--type', type);
      }

      const host = await startHost('web', { home: folder, config, file });
      const { page } = host;
      const attached = async (after: string) => {
        // Blocks around the viewport, and their arcs, are drawn when the page is idle.
        const ends = async () => {
          const { arcs, least, loose } = await looseEnds(page);
          return least > 0 && arcs >= least ? loose : [`${arcs} arcs, not ${least} or more`];
        };
        await expect.poll(ends, { message: after }).toEqual([]);
      };
      await page.locator('.ProseMirror').focus();
      await page.keyboard.press('Alt+a');
      await expect(page.locator('.arcs .arc').first()).toBeVisible();
      await attached('all arcs are shown');

      await page.setViewportSize({ width: 1000, height: 800 });
      await attached('the window is narrower');
      await page.keyboard.press('Control+=');
      await page.keyboard.press('Control+=');
      await attached('the text is larger');
      await page.keyboard.press('Control+0');
      await page.keyboard.press('Control+j');
      await attached('the inspector is gone');
      await page.keyboard.press('Control+j');

      // Scrolls to the end and back in many small steps, so that blocks are added and removed.
      const scrolled = (by: number) =>
        page.evaluate((way) => {
          let at = document.querySelector('.ProseMirror')!.parentElement!;
          while (!/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement!;
          at.scrollTop += way;
          return at.scrollTop;
        }, by);
      for (let i = 0; i < 12; i++) await scrolled(230);
      expect(await scrolled(0)).toBeGreaterThan(1500);
      await attached('scrolled down');
      for (let i = 0; i < 6; i++) await scrolled(-310);
      await attached('scrolled up a part of the way');
      await scrolled(-10_000);
      await attached('scrolled to the start');

      // The beginning of the claim and its bracket move one line down.
      const bracket = page.locator('.bracket.selected');
      await expect(async () => {
        const place = await page.evaluate(() =>
          [...document.querySelectorAll('.bracket')]
            .map((each) => each.getBoundingClientRect())
            .filter(({ top }) => top > 0)
            .sort((a, b) => a.top - b.top)
            .map(({ left, top }) => ({ x: left + 4, y: top + 8 }))
            .at(0)!,
        );
        await page.mouse.click(place.x, place.y);
        await expect(bracket).toHaveCount(1, { timeout: 1000 });
      }).toPass();
      const top = (await bracket.boundingBox())!.y;
      await expect(async () => {
        await page.keyboard.press('Alt+Shift+ArrowRight');
        expect((await bracket.boundingBox())!.y).toBeGreaterThan(top + 5);
      }).toPass({ intervals: [200] });
      await attached('a bracket begins elsewhere');

      // Lines grow where spans overlap, which moves everything below.
      const second = (await page.locator('.ProseMirror .block').nth(2).boundingBox())!.y;
      const word = (await page.locator('.ProseMirror .seg', { hasText: 'Guest0' }).boundingBox())!;
      for (const key of ['g', 'o', 'l']) {
        await page.mouse.dblclick(word.x + 20, word.y + word.height / 2);
        await page.keyboard.press(key);
      }
      await expect
        .poll(async () => (await page.locator('.ProseMirror .block').nth(2).boundingBox())!.y)
        .toBeGreaterThan(second + 2);
      await attached('lines have parted');

      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await expect
        .poll(async () => (await page.locator('.ProseMirror .block').nth(2).boundingBox())!.y)
        .toBeCloseTo(second, 0);
      await attached('lines are together again');
      expect(host.errors()).toEqual([]);
      await host.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
