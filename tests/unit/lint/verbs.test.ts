import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'postil-verbs-'));
const file = join(folder, 'example.ts');
let lint: (code: string) => Promise<string[]>;

/** Returns the configuration that the project's own ESLint has for a source file. */
async function projectConfig(): Promise<Linter.Config> {
  return (await new ESLint({ cwd: root }).calculateConfigForFile(
    join(root, 'shared/text/fold.ts'),
  )) as Linter.Config;
}

beforeAll(async () => {
  const { plugins } = await projectConfig();
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "strict": true, "target": "es2023", "types": [], "noEmit": true } }',
  );
  writeFileSync(file, '');
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { projectService: true, tsconfigRootDir: folder },
      },
      plugins: { postil: plugins!['postil']! },
      rules: { 'postil/verbs': 'error' },
    },
  });
  lint = async (code) => {
    const [result] = await eslint.lintText(code, { filePath: file });
    return result!.messages.map(({ line, message }) => `${line}: ${message}`);
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the project lints its own files with the rule', async () => {
  expect((await projectConfig()).rules?.['postil/verbs']).toEqual([2]);
});

test.each([
  ['function assertFree(n: number): boolean { return n > 0; }', 'assertFree throws or returns nothing'],
  ['async function assertFree(): Promise<number> { return 1; }', 'assertFree throws or returns nothing'],
  [
    'const problemOfText = (text: string): string => text;',
    'problemOfText returns a problem, or null or undefined',
  ],
  ['function problemOfText(text: string): void { text.trim(); }', 'problemOfText returns a problem'],
  [
    'function problemOfText(text: string): string | null { if (!text) throw new Error("empty"); return null; }',
    'problemOfText returns what is wrong, and its caller decides whether to throw',
  ],
  [
    'function problemsOfText(text: string): string | null { return text; }',
    'problemsOfText returns a list of problems',
  ],
  [
    'function* problemsOfText(text: string): Generator<string> { if (!text) throw new Error("empty"); yield text; }',
    'problemsOfText returns what is wrong',
  ],
  [
    'function requireSpan(spans: number[]): number | undefined { return spans[0]; }',
    'requireSpan returns a value or throws',
  ],
  [
    'function requireDisk(free: number): void { if (free < 1) throw new Error("full"); }',
    'requireDisk returns a value or throws',
  ],
  ['class Store { #requireTerm(): null { return null; } }', 'requireTerm returns a value or throws'],
  [
    'function findSpan(id: number): number { return id; }',
    'findSpan returns a value, or null or undefined if there is none',
  ],
  ['class Store { findSpan(): void {} }', 'findSpan returns a value, or null'],
  ['interface Store { findSpan(id: number): number; }', 'findSpan returns a value, or null'],
  ['interface Store { findSpan: (id: number) => number; }', 'findSpan returns a value, or null'],
  ['const store = { findSpan: () => 1 };', 'findSpan returns a value, or null'],
  [
    'function isFree(n: number): boolean | undefined { return n > 0 || undefined; }',
    'isFree returns a boolean',
  ],
  ['const hasRows = (rows: number[]) => rows.length;', 'hasRows returns a boolean'],
  ['interface Host { canClose?(): void }', 'canClose returns a boolean'],
  ['function parseLine(line: string): void { line.trim(); }', 'parseLine returns the value that it has read'],
  ['function checkValues(values: number[]): void { values.sort(); }', 'checkValues returns a report'],
  [
    'function checkValues(values: number[]): number[] { if (!values[0]) throw new Error("none"); return values; }',
    'checkValues returns what is wrong, and its caller decides',
  ],
  ['function refuseText(value: string): string | null { return value; }', '“refuse” has no contract'],
  ['const verify = (path: string): void => { path.trim(); };', '“verify” has no contract'],
])('%s', async (code, message) => {
  expect(await lint(code)).toEqual([expect.stringContaining(message)]);
});

test('functions that keep their contracts pass', async () => {
  const code = `
    function assertFree(n: number): void { if (n < 1) throw new Error('full'); }
    function assertText(value: unknown): asserts value is string { if (typeof value !== 'string') throw new Error('no text'); }
    async function assertSound(): Promise<void> {}
    function problemOfText(text: string): string | null { return text ? null : 'empty'; }
    async function problemOfFile(): Promise<string | undefined> { return undefined; }
    function problemOfRow(row: () => void): string | null {
      try { row(); return null; } catch (error) { if (error instanceof TypeError) throw error; return 'broken'; }
    }
    function* problemsOfScheme(): Generator<string> { yield 'none'; }
    const problemsOfRows = (rows: readonly string[]) => rows.map((row) => row.trim());
    function requireSpan(spans: number[]): number { const [span] = spans; if (!span) throw new Error('none'); return span; }
    function findSpan(spans: number[]): number | undefined { return spans[0]; }
    async function findRow(): Promise<{ id: number } | null> { return null; }
    function findWords(text: string): string[] { return text.split(' '); }
    function isText(value: unknown): value is string { return typeof value === 'string'; }
    const hasRows = (rows: number[]) => rows.length > 0;
    async function isOpen(): Promise<boolean> { return true; }
    const canRead: boolean = true;
    function parseKeys(text: string): string[] | null { return text ? [text] : null; }
    function parseJson(text: string): unknown { return JSON.parse(text); }
    function checkProject(): { problems: string[] } { return { problems: [] }; }
    interface Reader { findDocument?(id: number): Promise<string | null>; refuses: number }
    const reader: Reader = { findDocument: async () => 'the interface states that it may be null', refuses: 1 };
    function issue() {} function hash() { return 1; } function finding() {} function refused() { return 'noun'; }
    const isolate = 1, requirement = () => null, checked = () => undefined;
    export { assertFree, assertText, assertSound, problemOfText, problemOfFile, problemOfRow, problemsOfScheme, problemsOfRows };
  `;
  expect(await lint(code)).toEqual([]);
});
