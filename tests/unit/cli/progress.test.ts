import { describe, expect, test } from 'vitest';
import { ProgressTeller } from '../../../cli/progress.ts';

/** Makes a progress display with a clock that the test advances, and collects its output. */
function teller(terminal: boolean) {
  const wrote: string[] = [];
  let clock = 0;
  const made = new ProgressTeller({
    terminal,
    write: (text) => void wrote.push(text),
    now: () => clock,
  });
  const at = (ms: number, ...told: Parameters<typeof made.progress>) => {
    clock = ms;
    made.progress(...told);
  };
  return { wrote, at, end: () => made.end() };
}

describe('progress on the command line', () => {
  test('is a line every three seconds, with rate and time left once they are known', () => {
    const { wrote, at, end } = teller(false);
    at(0, 0, 2000, 'documents', 'Writing');
    at(1000, 400, 2000, 'documents', 'Writing');
    at(4000, 1000, 2000, 'documents', 'Writing');
    at(5000, 1200, 2000, 'documents', 'Writing');
    end();
    expect(wrote).toEqual([
      'Writing: 0 documents of 2,000 documents\n',
      'Writing: 1,000 documents of 2,000 documents · 250 documents a second · about 4 s left\n',
    ]);
  });

  test('keeps its rate over the files of a pass and begins anew with another pass or unit', () => {
    const { wrote, at } = teller(false);
    at(0, 0, 8e7, 'bytes', 'Reading a.ann');
    at(4000, 4e7, 8e7, 'bytes', 'Reading b.ann');
    at(8000, 1e6, 8e7, 'bytes', 'Converting');
    at(12_000, 100, null, 'spans', 'Reading back');
    expect(wrote).toEqual([
      'Reading a.ann: 0 kB of 80 MB\n',
      'Reading b.ann: 40 MB of 80 MB · 10 MB a second · about 4 s left\n',
      'Converting: 1 MB of 80 MB\n',
      'Reading back: 100 spans\n',
    ]);
  });

  test('is one line on a terminal, which is gone at the end', () => {
    const { wrote, at, end } = teller(true);
    at(0, 10, 20, 'documents', 'Writing');
    at(100, 11, 20, 'documents', 'Writing');
    at(600, 12, 20, 'documents', 'Writing');
    end();
    end();
    const clear = '\r\u001b[K';
    expect(wrote).toEqual([
      `${clear}Writing: 10 documents of 20 documents`,
      `${clear}Writing: 12 documents of 20 documents`,
      clear,
    ]);
  });
});
