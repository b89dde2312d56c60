import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canRead, surfacesOf, type Format } from '../../shared/formats/define.ts';
import { formatById } from '../../shared/formats/registry.ts';
import { everything } from '../support/everything.ts';
import { readFromMemory, records, writeToMemory, type Written } from '../support/formats.ts';
import type { Counts, Peer } from './peers.ts';

const run = promisify(execFile);

/** A project with everything that a project can hold, and its exports. */
export class Exports {
  readonly #folder: string;
  readonly #project: string;
  readonly #made = new Map<string, Promise<string>>();
  sets: readonly string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#project = join(folder, 'everything.postil');
  }

  /** Imports the sample and a record in which every field has a value into a new project. */
  async prepare(): Promise<void> {
    const { dataset, documents } = everything();
    const { files } = await writeToMemory(formatById('jsonl')!, dataset, documents);
    const [name, bytes] = [...files][0]!;
    writeFileSync(join(this.#folder, name), bytes);
    await this.#postil('new', this.#project, '--scheme', 'news');
    for (const file of [join(this.#folder, name), 'resources/sample/sample.jsonl'])
      await this.#postil('import', this.#project, file, '--extend-scheme');
    const { sets } = (await this.#postil('list', this.#project, 'sets')) as { sets: { name: string }[] };
    this.sets = sets.map((set) => set.name);
  }

  /** Returns the folder of an export; formats that hold one set export `set`. */
  of({ format, options = {} }: Peer, set: string | undefined): Promise<string> {
    const values = Object.entries(options).flatMap(([name, value]) => ['--option', `${name}=${value}`]);
    const name = [format, ...values, set ?? 'all'].join('-').replaceAll(/\W+/g, '-');
    const known = this.#made.get(name);
    if (known) return known;
    const out = join(this.#folder, name);
    const chosen = set === undefined ? [] : ['--set', set];
    const made = this.#postil('export', this.#project, out, '--format', format, ...values, ...chosen).then(
      () => out,
    );
    this.#made.set(name, made);
    return made;
  }

  async #postil(...args: string[]): Promise<unknown> {
    const env = { ...process.env, POSTIL_CONFIG: join(this.#folder, 'config') };
    const { stdout } = await run(process.execPath, ['cli/main.ts', ...args, '--json'], {
      env,
      maxBuffer: 1 << 26,
    });
    return JSON.parse(stdout);
  }
}

/**
 * Returns what we expect in an export: documents and relations from its manifest, spans and tokens from reading its files
 * back.
 */
export async function ours(format: Format, folder: string): Promise<Omit<Counts, 'wrong'>> {
  const names = readdirSync(folder).filter((name) => name !== 'manifest.json');
  const files: Written = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    documents: number;
    relations: number;
  };
  const siblings = new Set(names);
  const claimed = new Set(names.flatMap((name) => [...(format.companions?.(name, siblings) ?? [])]));
  let spans = 0;
  const withSpans = new Set<string>();
  for (const name of names.filter((each) => !claimed.has(each))) {
    const companion = (other: string) => Promise.resolve(files.has(other) ? bytes(files.get(other)!) : null);
    for await (const surface of surfacesOf(format, bytes(files.get(name)!), {
      file: name,
      siblings,
      companion,
    })) {
      // Of the tables, every row is compared.
      if (format.id === 'tables' && !surface.text.startsWith('["annotations",')) continue;
      spans++;
      withSpans.add(surface.document);
    }
  }
  // A table of spans lists only articles with spans.
  const documents = format.id === 'csv' || format.id === 'tsv' ? withSpans.size : manifest.documents;
  return {
    documents,
    spans,
    relations: manifest.relations,
    files: documents,
    tokens: await tokensIn(format, files),
  };
}

async function tokensIn(format: Format, files: Written): Promise<number> {
  if (format.id !== 'conll' || !canRead(format)) return 0;
  const { documents } = await records(() => readFromMemory(format, files));
  // If the token is the first cell, programs with comments ignore one that begins with "#". Our reader does not.
  const rows = documents.flatMap(({ text, segmentation }) =>
    (segmentation?.tokens ?? []).filter(([start]) => text[start] !== '#'),
  );
  return rows.length;
}

async function* bytes(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content);
}
