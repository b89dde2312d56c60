/**
 * Makes `resources/sample/sample.jsonl` from the articles beside it and `sample-annotations.ts`. Run: `node
 * scripts/make-sample.ts`. A test checks that the file is up to date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { v5, v7 } from 'uuid';
import { LossTally } from '../shared/formats/losses.ts';
import { writePostilJsonl } from '../shared/formats/postil-jsonl-write.ts';
import type { DocumentRecord, SpanRecord } from '../shared/formats/records.ts';
import type { Entity, Filler } from '../shared/model/annotation.ts';
import { EmptyReason } from '../shared/model/annotation.ts';
import type { AttributeValue } from '../shared/model/attributes/index.ts';
import { defaultValues, spanType } from '../shared/model/scheme.ts';
import type { Uid } from '../shared/model/uid.ts';
import { newsScheme } from '../shared/presets/news.ts';
import { readArticle } from '../shared/text/intake.ts';
import {
  documents,
  entities,
  entityRelations,
  type SampleClaim,
  type SampleDocument,
} from './sample-annotations.ts';

const folder = new URL('../resources/sample/', import.meta.url);
const SET = 'Mira Tolbert';
const NAMESPACE = 'b2f0a3de-6f3c-4a53-9d0c-52f8a8a3c7a1';
const EPOCH = Date.UTC(2025, 0, 1);

/** Returns the same UUIDv7 for the same name on every run, so that the file changes only where the sample does. */
function uid(...name: string[]): Uid {
  const random = v5(name.join('\u0000'), NAMESPACE, new Uint8Array(16));
  return v7({ msecs: EPOCH, random, seq: ((random[0] ?? 0) << 20) | ((random[1] ?? 0) << 12) }) as Uid;
}

/** Returns the start offsets of all occurrences of `quote`. */
function occurrences(text: string, quote: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
  return found;
}

/** Returns the fragments of `quote#n`; each part after " … " is searched after the previous part. */
function locate(text: string, reference: string): [number, number][] {
  const [, quote = '', number = '1'] = /^(.*?)(?:#(\d+))?$/s.exec(reference) ?? [];
  const [first = '', ...rest] = quote.split(' … ');
  const start = occurrences(text, first)[Number(number) - 1];
  if (start === undefined) throw new Error(`There is no “${reference}” in the article.`);
  const fragments: [number, number][] = [[start, start + first.length]];
  for (const part of rest) {
    const at = text.indexOf(part, fragments.at(-1)?.[1]);
    if (at < 0) throw new Error(`There is no “${part}” behind “${first}”.`);
    fragments.push([at, at + part.length]);
  }
  return fragments;
}

/** Returns the occurrence of the cue's words that is nearest to the claim and outside of it. */
function locateCue(text: string, cue: string, [start, end]: readonly [number, number]): [number, number] {
  const distance = (at: number) => (at >= end ? at - end : start - (at + cue.length));
  const outside = occurrences(text, cue).filter((at) => at >= end || at + cue.length <= start);
  const at = outside.sort((a, b) => distance(a) - distance(b))[0];
  if (at === undefined) throw new Error(`There is no cue “${cue}” near the claim.`);
  return [at, at + cue.length];
}

function values(type: string, given: Readonly<Record<string, AttributeValue>> = {}) {
  const declared = spanType(newsScheme, type);
  if (!declared) throw new Error(`The scheme has no type ${type}.`);
  const defaults = defaultValues(declared.attributes);
  const untouched = Object.keys(defaults).filter((name) => !(name in given));
  return { attributes: { ...defaults, ...given }, untouched };
}

async function makeDocument(sample: SampleDocument): Promise<DocumentRecord> {
  const { file, mentions, claims } = sample;
  const bytes = await readFile(new URL(`articles/${file}`, folder));
  const { document } = readArticle(bytes, file);
  if (!document) throw new Error(`${file} is empty.`);
  const { text } = document;
  const spans: SpanRecord[] = [];
  const byQuote = new Map<string, Uid>();
  for (const [type, quote, keys = '', attributes] of mentions) {
    const id = uid('span', file, quote);
    byQuote.set(quote, id);
    spans.push({
      id,
      set: SET,
      type,
      fragments: locate(text, quote),
      ...values(type, attributes),
      slots: [],
      entities: keys.split(' ').filter(Boolean).map(entityUid),
    });
  }
  for (const claim of claims) spans.push(...makeClaim(file, text, claim, byQuote));
  const claimUid = (number: number) => uid('claim', file, claims[number]?.quote ?? '');
  return {
    id: uid('document', file),
    ...document,
    spans,
    relations: (sample.relations ?? []).map(([type, from, to]) => ({
      id: uid('relation', file, type, String(from), String(to)),
      set: SET,
      type,
      ends: 'span',
      from: claimUid(from),
      to: claimUid(to),
      attributes: {},
      untouched: [],
    })),
    labels: Object.entries(sample.labels ?? {}).map(([name, value]) => ({
      id: uid('label', file, name),
      set: SET,
      name,
      value,
    })),
    statuses: sample.status ? [{ set: SET, status: sample.status, reason: '' }] : [],
    notes: (sample.notes ?? []).map(([quote, body, question]) => ({
      id: uid('note', file, quote),
      span: known(byQuote, quote),
      analyst: uid('analyst', SET),
      body,
      ...(question && { question }),
    })),
  };
}

function makeClaim(
  file: string,
  text: string,
  claim: SampleClaim,
  byQuote: ReadonlyMap<string, Uid>,
): SpanRecord[] {
  const id = uid('claim', file, claim.quote);
  const fragments = locate(text, claim.quote);
  const start = fragments[0]?.[0] ?? 0;
  const end = fragments.at(-1)?.[1] ?? start;
  const cue: SpanRecord[] =
    claim.cue === undefined
      ? []
      : [
          {
            id: uid('cue', file, claim.quote),
            set: SET,
            type: 'CUE',
            fragments: [locateCue(text, claim.cue, [start, end])],
            attributes: {},
            untouched: [],
            slots: [],
            entities: [],
            owner: id,
          },
        ];
  const fillers: [string, Filler][] = [
    ...Object.entries(claim.slots ?? {}).flatMap(([name, references]) =>
      references.map((reference): [string, Filler] => [name, filler(reference, byQuote, text, file)]),
    ),
    ...cue.map((span): [string, Filler] => ['cue', { span: span.id }]),
  ];
  const slots = fillers.map(([name, filled], i) => ({
    id: uid('slot', file, claim.quote, name, String(i)),
    name,
    rank: `a${i}`,
    filler: filled,
    evidence: [],
  }));
  return [
    { id, set: SET, type: 'CLAIM', fragments, ...values('CLAIM', claim.attributes), slots, entities: [] },
    ...cue,
  ];
}

function filler(reference: string, byQuote: ReadonlyMap<string, Uid>, text: string, file: string): Filler {
  const [, kind, rest = ''] = /^(entity|text|empty):(.*)$/s.exec(reference) ?? [];
  if (kind === 'entity') return { entity: entityUid(rest) };
  if (kind === 'text') return { text: rest };
  if (kind === 'empty') return { empty: EmptyReason.parse(rest) };
  if (!text.includes(reference.replace(/#\d+$/, ''))) throw new Error(`${file} has no “${reference}”.`);
  return { span: known(byQuote, reference) };
}

function known(byQuote: ReadonlyMap<string, Uid>, quote: string): Uid {
  const id = byQuote.get(quote);
  if (!id) throw new Error(`“${quote}” is no mention of the list.`);
  return id;
}

function entityUid(key: string): Uid {
  if (!(key in entities)) throw new Error(`There is no entity ${key}.`);
  return uid('entity', key);
}

/** Returns the sample project as Postil JSONL. */
export async function makeSample(): Promise<string> {
  const analyst = uid('analyst', SET);
  const dataset = {
    scheme: newsScheme,
    analysts: [{ id: analyst, name: SET, initials: 'MT', hue: 200 }],
    sets: [{ id: uid('set', SET), name: SET, kind: 'analyst' as const, analyst }],
    entities: Object.entries(entities).map(([key, { aliases = [], ...entity }]): Entity => ({
      id: uid('entity', key),
      ...entity,
      aliases: [...aliases],
      externalIds: [],
    })),
    relations: entityRelations.map(([type, from, to]) => ({
      id: uid('relation', type, from, to),
      set: SET,
      type,
      ends: 'entity' as const,
      from: entityUid(from),
      to: entityUid(to),
      attributes: {},
      untouched: [],
    })),
  };
  const records = await Promise.all(documents.map(makeDocument));
  let output = '';
  for await (const { chunk } of writePostilJsonl(dataset, records, { losses: new LossTally() })) {
    output += String(chunk);
  }
  return output;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('sample.jsonl', folder), await makeSample());
}
