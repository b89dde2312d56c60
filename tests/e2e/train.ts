import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A model's output for one article, without offsets. */
export interface Extraction {
  readonly document_id: string;
  readonly entities: {
    readonly id: string;
    readonly text: string;
    readonly type: string;
    readonly score: number;
  }[];
}

/** The correct text and type of a proposal, and what is wrong with it. */
export interface Truth {
  readonly text: string;
  readonly type: string;
  readonly fault: 'none' | 'type' | 'bounds' | 'invented';
}

const FOLDER = join(import.meta.dirname, '../../resources/sample/articles');

/** Capitalised words within a sentence, as a simple pattern for names. */
const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2}/gu;

/**
 * Returns the output of a model for the sample articles: their names, of which one in ten has a wrong type, one in ten lacks
 * a word, and one in twenty is invented. Deterministic.
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

/** Returns the paths of the sample articles. */
export function articleFiles(): string[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => join(FOLDER, file));
}
