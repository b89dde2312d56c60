import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a model says of one article, without offsets, and what is wrong with each of its names. */
export interface Extraction {
  readonly document_id: string;
  readonly entities: {
    readonly id: string;
    readonly text: string;
    readonly type: string;
    readonly score: number;
  }[];
}

/** What a person on a train knows about a proposal. */
export interface Truth {
  readonly text: string;
  readonly type: string;
  readonly fault: 'none' | 'type' | 'bounds' | 'invented';
}

const FOLDER = join(import.meta.dirname, '../../resources/sample/articles');

/** Capitalised words within a sentence: names, as far as a pattern knows. */
const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2}/gu;

/**
 * The output of a model over the sample articles: their names, every tenth with a wrong type, every tenth with a word too few, and
 * one in twenty invented. Deterministic.
 */
export function modelOutput(): { documents: Extraction[]; truth: Map<string, Truth> } {
  const truth = new Map<string, Truth>();
  let n = 0;
  const documents = readdirSync(FOLDER)
    .sort()
    .map((file): Extraction => {
      const body = readFileSync(join(FOLDER, file), 'utf8').split(/\n\n/u).slice(1).join('\n\n');
      const entities = [...body.matchAll(NAME)].flatMap(([text]) => {
        n++;
        const right = { id: `e${n}`, text, type: 'PERSON', score: ((n * 37) % 100) / 100 };
        const made =
          n % 10 === 3
            ? { ...right, type: 'WEAPON' }
            : n % 10 === 7
              ? { ...right, text: text.split(' ')[0]! }
              : right;
        const fault = n % 10 === 3 ? 'type' : n % 10 === 7 ? 'bounds' : 'none';
        truth.set(made.id, { text, type: 'PERSON', fault });
        if (n % 20 !== 0) return [made];
        const invented = { id: `x${n}`, text: `Zorblatt Quizzington ${n}`, type: 'PERSON', score: 0.2 };
        truth.set(invented.id, { text: invented.text, type: 'PERSON', fault: 'invented' });
        return [made, invented];
      });
      return { document_id: file, entities };
    });
  return { documents, truth };
}

/** The sample articles as files. */
export function articleFiles(): string[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => join(FOLDER, file));
}
