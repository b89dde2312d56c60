import { readFileSync } from 'node:fs';
import { newUid, type Uid } from '../../shared/model/uid.ts';

/** The articles with which every project can begin, with manual annotations. */
export const SAMPLE = 'resources/sample/sample.jsonl';
/** The name of the set that {@link modelOutput} fills. */
export const MODEL = 'reader 1.0';

interface SampleSpan {
  id: Uid;
  set: string;
  type: string;
  start?: number;
  end?: number;
  text: string;
  fragments?: unknown;
  score?: number;
  owner?: Uid;
  slots?: { id: Uid; filler: { span?: Uid } & Record<string, unknown>; evidence: Uid[] }[];
}

interface SampleDocument {
  kind: string;
  text: string;
  spans: SampleSpan[];
  relations: { id: Uid; set: string; from: Uid; to: Uid }[];
}

/**
 * Returns Postil JSONL of a model that read the sample articles: their annotations with some types wrong, some bounds
 * too wide, some missing and some extra, chosen by their position in the order, and with scores.
 */
export function modelOutput(): string {
  const lines = readFileSync(SAMPLE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SampleDocument);
  const set = { id: newUid(), name: MODEL, kind: 'model', model: { name: 'reader', version: '1.0' } };
  const header = { kind: 'header', format: 'postil-jsonl', version: 1, offsetUnit: 'utf-16', sets: [set] };
  let count = 0;
  const documents = lines
    .filter(({ kind }) => kind === 'document')
    .map((document) => ({
      ...document,
      ...perturbed(document, () => count++),
      labels: [],
      statuses: [],
      notes: [],
    }));
  return [header, ...documents].map((line) => `${JSON.stringify(line)}\n`).join('');
}

const MISTAKEN: Readonly<Record<string, string>> = { PERSON: 'ORG', ORG: 'GPE', GPE: 'LOC', DATE: 'EVENT' };

function perturbed({ text, spans, relations }: SampleDocument, next: () => number) {
  const ids = new Map<Uid, Uid>();
  const kept: SampleSpan[] = [];
  for (const span of spans) {
    const n = next();
    const plain = span.owner === undefined && span.slots === undefined && span.start !== undefined;
    if (plain && n % 12 === 5) continue;
    const id = newUid();
    ids.set(span.id, id);
    const made: SampleSpan = { ...span, id, set: MODEL, score: 0.62 + (n % 38) / 100 };
    // References to registry entities may stay, because the registry is the same.
    if (plain && n % 10 === 2 && MISTAKEN[span.type]) {
      made.type = MISTAKEN[span.type]!;
      made.score = 0.3 + (n % 50) / 100;
      delete (made as { attributes?: unknown }).attributes;
      delete (made as { untouched?: unknown }).untouched;
    }
    if (plain && n % 10 === 7 && span.fragments === undefined && span.end! + 4 < text.length) {
      made.end = span.end! + 3;
      made.text = text.slice(made.start, made.end);
      made.score = 0.4 + (n % 45) / 100;
    }
    kept.push(made);
    if (n % 20 === 9) {
      const start = (n * 97) % Math.max(1, text.length - 12);
      const invented = {
        id: newUid(),
        set: MODEL,
        type: 'PERSON',
        start,
        end: start + 9,
        score: 0.25 + (n % 30) / 100,
      };
      kept.push({ ...invented, text: text.slice(start, start + 9) });
    }
  }
  const renamed = (id: Uid | undefined) => (id === undefined ? undefined : ids.get(id));
  return {
    spans: kept.map(({ owner, slots, ...span }) => ({
      ...span,
      ...(owner && { owner: renamed(owner)! }),
      ...(slots && {
        slots: slots
          .filter(({ filler }) => filler.span === undefined || ids.has(filler.span))
          .map(({ filler, ...slot }) => ({
            ...slot,
            id: newUid(),
            evidence: [],
            filler: filler.span === undefined ? filler : { span: renamed(filler.span)! },
          })),
      }),
    })),
    relations: relations
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .map((relation) => ({
        ...relation,
        id: newUid(),
        set: MODEL,
        from: renamed(relation.from)!,
        to: renamed(relation.to)!,
      })),
  };
}
