import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_KINDS, type GuidelineBlock } from '../../../shared/guideline/blocks.ts';
import {
  diffGuidelines,
  guidelineWords,
  mayChangeMeaning,
  withBlockOf,
} from '../../../shared/guideline/diff.ts';
import { htmlOf } from '../../../shared/guideline/html.ts';
import { blocksFrom, blocksOf, markdownOf } from '../../../shared/guideline/markdown.ts';
import { guidelinePage, pageFormatOf } from '../../../shared/guideline/page.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { newUid } from '../../../shared/model/uid.ts';

const seen = (blocks: readonly GuidelineBlock[]) => blocks.map(({ kind, text }) => [kind, text]);

/** Lines that Markdown and the headings of kinds make difficult, beside any text. */
const line = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '## Mark',
    '\\## Mark',
    '# Examples #',
    '- item',
    '  - inner',
    '* star',
    '',
    '    code',
    '## Other',
    '**Notes**',
  ),
);
const words = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) =>
    lines
      .join('\n')
      .replace(/\r/g, '')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trim(),
  )
  .filter((text) => text !== '');
const block = fc.record({
  uid: fc.constant(0).map(() => newUid()),
  kind: fc.constantFrom(...BLOCK_KINDS),
  text: words,
});
const guideline = fc.array(block, { maxLength: 7 }) as fc.Arbitrary<GuidelineBlock[]>;

describe('a guideline as Markdown', () => {
  test('comes back as the same blocks, whatever they hold', () => {
    fc.assert(
      fc.property(guideline, (blocks) => {
        expect(seen(blocksOf(markdownOf(blocks)))).toEqual(seen(blocks));
      }),
    );
  });

  test('has the same uids whenever it is read, each once', () => {
    fc.assert(
      fc.property(guideline, (blocks) => {
        const text = markdownOf(blocks);
        const uids = blocksOf(text).map(({ uid }) => uid);
        expect(blocksOf(text).map(({ uid }) => uid)).toEqual(uids);
        expect(new Set(uids).size).toBe(uids.length);
      }),
    );
  });

  test('keeps blocks, uids and links when it is read over the guideline that it was written from', () => {
    const [person] = blocksOf('People.');
    const example: GuidelineBlock = {
      uid: newUid(),
      kind: 'example',
      text: 'A *name*.',
      example: {
        kind: 'span',
        annotation: newUid(),
        document: newUid(),
        type: 'PERSON',
        title: 'Bridge_closed [again]',
        before: 'said ',
        quote: '*Mara* Odell',
        after: ' on Monday',
      },
    };
    const note: GuidelineBlock = { uid: newUid(), kind: 'note', text: 'Ask Ada.' };
    const before = [person!, example, note];
    expect(blocksFrom(markdownOf(before), before)).toEqual(before);
    const after = blocksFrom(markdownOf(before).replace('Ask Ada.', 'Ask Bo.'), before);
    expect(after).toEqual([person, example, { ...note, text: 'Ask Bo.' }]);
    // Without it, the words of the example are all that is left.
    expect(blocksOf(markdownOf(before))[1]!.text).toBe(
      '“said **\\*Mara\\* Odell** on Monday” (Bridge\\_closed \\[again\\]): A *name*.',
    );
  });

  test('reads headings that plainly name a kind, and makes the rest the definition', () => {
    expect(
      seen(
        blocksOf(
          'A person.\r\n\r\n# Background\r\nLong ago.\r\n\r\n### Do not mark:\r\n- Titles\r\n\r\n## Examples\r\n- *Mara*\r\n  and Bo\r\n- Ada\r\n\r\n**Note**\r\n',
        ),
      ),
    ).toEqual([
      ['definition', 'A person.\n\n# Background\nLong ago.'],
      ['do-not-mark', '- Titles'],
      ['example', '- *Mara*\n  and Bo\n- Ada\n\n**Note**'],
    ]);
    expect(seen(blocksOf('## Examples\n- *Mara*\n  and Bo\n\n- Ada'))).toEqual([
      ['example', '*Mara*\nand Bo'],
      ['example', 'Ada'],
    ]);
    expect(blocksOf(' \n')).toEqual([]);
  });
});

describe('the difference of two guidelines', () => {
  const change = fc.record({
    at: fc.nat(6),
    to: fc.nat(6),
    verb: fc.constantFrom('remove', 'edit', 'move', 'add'),
  });

  test('leads from one to the other, and names nothing that stayed', () => {
    fc.assert(
      fc.property(guideline, fc.array(change, { maxLength: 4 }), (before, edits) => {
        let after = [...before];
        for (const { at, to, verb } of edits) {
          const [taken] = after.slice(at, at + 1);
          if (verb === 'add') after.splice(at, 0, { uid: newUid(), kind: 'note', text: 'new' });
          else if (!taken) continue;
          else if (verb === 'edit')
            after = after.map((each, i) => (i === at ? { ...each, text: `${each.text}!` } : each));
          else {
            after.splice(at, 1);
            if (verb === 'move') after.splice(to, 0, taken);
          }
        }
        const changes = diffGuidelines(before, after);
        expect(changes.flatMap((each) => each.after ?? [])).toEqual(after);
        expect(new Set(changes.flatMap((each) => each.before ?? []))).toEqual(new Set(before));
        const isSame = changes.every(({ verb }) => verb === 'same');
        expect(isSame).toBe(JSON.stringify(before) === JSON.stringify(after));
        expect(guidelineWords(before, after).length).toBe(isSame ? 0 : 1);
        // What stayed or was moved alone has the same content, and blocks that stayed are in the same order.
        const stayed = changes.filter(
          (each) => each.verb === 'same' || (each.verb === 'changed' && !each.moved),
        );
        const places = stayed.flatMap((each) => (each.before ? before.indexOf(each.before) : []));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });

  test('asks about the meaning unless blocks moved or an annotation became an example', () => {
    const [a, b] = blocksOf('One.\n\n## Mark\nTwo.') as [GuidelineBlock, GuidelineBlock];
    const linked = {
      kind: 'span',
      annotation: newUid(),
      document: newUid(),
      type: 'T',
      title: '',
      before: '',
      quote: 'q',
      after: '',
    } as const;
    const example: GuidelineBlock = { uid: newUid(), kind: 'example', text: 'Why.', example: linked };
    expect(mayChangeMeaning([a, b], [b, a])).toBe(false);
    expect(mayChangeMeaning([a, b], [a, b, example])).toBe(false);
    expect(mayChangeMeaning([a, b, example], [a, b])).toBe(true);
    expect(mayChangeMeaning([a, b], [a])).toBe(true);
    expect(mayChangeMeaning([a], [{ ...a, text: 'Other.' }])).toBe(true);
    expect(guidelineWords([a, b], [b, a, example])).toEqual(['guideline: definition moved, example added']);
  });

  test('one block comes back: to what it was, or to where it was', () => {
    const earlier = blocksOf('One.\n\n## Mark\nTwo.\n\n## Notes\nThree.');
    const [one, two, three] = earlier as [GuidelineBlock, GuidelineBlock, GuidelineBlock];
    expect(withBlockOf([three, { ...two, text: 'Changed.' }], earlier, two)).toEqual([three, two]);
    expect(withBlockOf([one, three], earlier, two)).toEqual([one, two, three]);
    expect(withBlockOf([], earlier, three)).toEqual([three]);
  });
});

describe('the page of a scheme', () => {
  const hostile =
    'See <script>alert(1)</script> ![x](https://a.example/x.png) [go](javascript:alert(1)) [web](https://a.example/)';
  const scheme = Scheme.parse({
    ...newsScheme,
    name: 'News <b>',
    types: newsScheme.types.map((type, i) => ({
      ...type,
      ...(i === 0 && {
        guideline: [
          ...type.guideline,
          {
            uid: newUid(),
            kind: 'counter-example' as const,
            text: hostile,
            example: {
              kind: 'span' as const,
              annotation: newUid(),
              document: newUid(),
              type: type.name,
              title: 'The “day” & <i>',
              before: 'a ',
              quote: '*q* <u>',
              after: ' z',
            },
          },
        ],
      }),
    })),
  });

  test('as HTML holds every part, and nothing that runs or is fetched', () => {
    const html = guidelinePage(scheme, 4, 'html');
    expect(html).not.toMatch(/<script|<img|javascript:|\son\w+=|<link|src=|@import|url\(/i);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('<a href="https://a.example/"');
    expect(html).toContain('a <mark>*q* &lt;u&gt;</mark> z');
    for (const { name, label } of [...scheme.types, ...scheme.relations, ...scheme.labels])
      expect(html.includes(name === label ? `${name}</h3>` : `${label} <code>${name}</code>`), name).toBe(
        true,
      );
    expect(html).toContain('factual | evaluation | commitment | demand');
    expect(html.match(/<(?!!|meta|br|hr)(\w+)/g)!.length).toBe(html.match(/<\/\w+/g)!.length);
  });

  test('as Markdown holds every part and the words of examples as they are', () => {
    const page = guidelinePage(scheme, 4, 'md');
    expect(page.startsWith('# News \\<b\\>\n\nAnnotation guideline, version 4 of the scheme\n')).toBe(true);
    expect(page).toContain('“a **\\*q\\* \\<u\\>** z” (The “day” \\& \\<i\\>, PERSON)');
    for (const { name } of scheme.types) expect(page).toContain(`(${name.replaceAll('_', '\\_')})`);
    expect(page).toContain('Key P · mention · ');
  });

  test('has the format of its name', () => {
    expect(['a.md', 'b.HTML', 'c.htm', 'd.docx', 'html'].map(pageFormatOf)).toEqual([
      'md',
      'html',
      'html',
      null,
      null,
    ]);
  });

  test('shows lists, code and line breaks', () => {
    expect(htmlOf('1. a\n2. `b<`\n\n> c')).toBe(
      '<ol start="1"><li><p>a</p>\n</li><li><p><code>b&lt;</code></p>\n</li></ol>\n<blockquote><p>c</p>\n</blockquote>\n',
    );
  });
});
