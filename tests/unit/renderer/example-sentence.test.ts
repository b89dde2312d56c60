import { describe, expect, test } from 'vitest';
import { sentenceAround } from '../../../renderer/features/scheme/example-sentence.ts';

describe('an example is shown in its sentence', () => {
  test.each([
    ['It rained. The [harbour] was closed. Ships waited.', 'The [harbour] was closed.'],
    ['“It rained.” The [harbour] was closed', 'The [harbour] was closed'],
    ['A headline\nThe [harbour]\nwas closed', 'The [harbour]'],
    ['[Harbour] and\tmarket?” she asked. No.', '[Harbour] and market?”'],
    [`${'many words before '.repeat(5)}[it]${' and many words after'.repeat(5)}`, null],
  ])('%s', (source, expected) => {
    const [, before = '', text = '', after = ''] = /^([^[]*)\[([^\]]*)\]([^]*)$/.exec(source)!;
    const found = sentenceAround({ before, text, after });
    const shown = `${found.before}[${found.text}]${found.after}`;
    if (expected !== null) expect(shown).toBe(expected);
    else expect(shown).toMatch(/^… words before .* before \[it\] and many .* …$/);
  });
});
