import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, readLinesTogether } from '../../../shared/formats/lines.ts';
import { stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

async function linesOf(content: string | Uint8Array, size = 3, max?: number): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const { line, text } of readLines(stream(content, size), 'f', max)) lines.push([line, text]);
  return lines;
}

test('only LF ends a line; CRLF is one line end; a byte order mark is dropped', async () => {
  expect(await linesOf('\ufeffa\r\nb\rc\u2028d\u0085e\n\n\vf')).toEqual([
    [1, 'a'],
    [2, 'b\rc\u2028d\u0085e'],
    [3, ''],
    [4, '\vf'],
  ]);
  expect(await linesOf('')).toEqual([]);
  expect(await linesOf('a\n')).toEqual([[1, 'a']]);
});

test('gives the same result for any chunk size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
      expect(await linesOf(text, size)).toEqual(await linesOf(text, 1000));
    }),
    { numRuns: cases(100) },
  );
});

test('a line that is not UTF-8 is left out in its place, whatever the chunks', async () => {
  const content = Uint8Array.from([
    ...utf8('a\nb\n'),
    0xff,
    0x0a,
    ...utf8('c\r\né\n'),
    0xc3,
    0x0a,
    ...utf8('d'),
  ]);
  for (const size of [1, 2, 3, 7, 1000]) {
    const found: string[] = [];
    for await (const { line, text } of readLines(stream(content, size), 'f', undefined, ({ where }) =>
      found.push(`bad ${where?.line} at ${where?.byte}`),
    ))
      found.push(`${line} ${text}`);
    expect(found).toEqual(['1 a', '2 b', 'bad 3 at 4', '4 c', '5 é', 'bad 6 at 12', '7 d']);
    const together: string[] = [];
    await expect(async () => {
      for await (const lines of readLinesTogether(stream(content, size), 'f'))
        together.push(...lines.map(({ line, text }) => `${line} ${text}`));
    }).rejects.toMatchObject({ where: { file: 'f', line: 3, byte: 4 } });
    expect(together).toEqual(['1 a', '2 b']);
  }
});

test('rejects invalid UTF-8 with line and byte, UTF-16, and endless lines', async () => {
  const bad = Uint8Array.from([...utf8('é\nab'), 0xff, 0x0a]);
  await expect(linesOf(bad)).rejects.toMatchObject({
    code: 'refused',
    where: { file: 'f', line: 2, byte: 5 },
  });
  await expect(linesOf(Uint8Array.from([0xff, 0xfe, 0x7b, 0]))).rejects.toThrow(/UTF-16/);
  await expect(linesOf('short\n'.concat('x'.repeat(50)), 8, 20)).rejects.toMatchObject({
    where: { line: 2 },
  });
});
