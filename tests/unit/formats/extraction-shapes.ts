import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../../../shared/model/document.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { Incoming, ReadOptions } from '../../../shared/formats/define.ts';
import { extractions } from '../../../shared/formats/extractions/index.ts';
import type { Fault } from '../../../shared/contract/errors.ts';
import { incomingDocument } from '../../../shared/formats/incoming.ts';
import { stream, utf8 } from './support.ts';

export const SHAPES = join(import.meta.dirname, '../../fixtures/formats/extractions/shapes');
/** The article that all fixtures are about. */
export const ARTICLE = readFileSync(join(SHAPES, 'storm.txt'), 'utf8');

/** What was imported from a file of a shape, one line for each item. */
export interface ReadShape {
  /** "TYPE 3–13 Mara Odell (0.97) role=speaker"; slots of a claim behind it. */
  readonly spans: string[];
  /** "works for: Mara Odell → Harbour Board". */
  readonly relations: string[];
  readonly quarantined: string[];
  readonly faults: string[];
  readonly notes: string[];
  readonly model: string | undefined;
  readonly documents: number;
}

/** Reads a fixture into a project that has the article under the name storm.txt. */
export async function readShape(
  name: string,
  {
    file = name.replace(/^.*?(?=\.\w+$)/, 'storm').replace('storm.txt', 'storm.md'),
    ...more
  }: Partial<ReadOptions> = {},
): Promise<ReadShape> {
  const article = project();
  const faults: Fault[] = [];
  const items: Incoming[] = [];
  const options: ReadOptions = {
    file,
    findDocument: (named) =>
      Promise.resolve(named.id === article.id || named.name === 'storm.txt' ? article : null),
    leaveOut: (fault) => faults.push(fault),
    ...more,
  };
  const bytes = stream(readFileSync(join(SHAPES, name)), 777);
  for await (const item of extractions.read!(bytes, options)) items.push(item);
  const documents = items.flatMap((item) => (item.kind === 'document' ? [item.record] : []));
  const header = items.find((item) => item.kind === 'header');
  const words = (document: (typeof documents)[number], id: string) => {
    const span = document.spans.find((one) => one.id === id)!;
    return span.fragments.map(([start, end]) => document.text.slice(start, end)).join(' … ');
  };
  return {
    documents: documents.length,
    model: header?.kind === 'header' ? header.model?.name : undefined,
    spans: documents.flatMap((document) =>
      document.spans.map(({ type, fragments, id, score, attributes, slots }) =>
        [
          type,
          fragments.map((range) => range.join('–')).join(),
          words(document, id!),
          ...(score === undefined ? [] : [`(${score})`]),
          ...Object.entries(attributes).map(([key, value]) => `${key}=${String(value)}`),
          ...slots.map(
            ({ name: slot, filler }) =>
              `[${slot}: ${'span' in filler ? words(document, filler.span) : 'text' in filler ? `“${filler.text}”` : '?'}]`,
          ),
        ].join(' '),
      ),
    ),
    relations: documents.flatMap((document) =>
      document.relations.map(
        ({ type, from, to }) => `${type}: ${words(document, from)} → ${words(document, to)}`,
      ),
    ),
    quarantined: documents.flatMap(({ quarantined }) =>
      (quarantined ?? []).map(({ kind, body }) => `${kind} ${body.type} ${body.text}`.trim()),
    ),
    faults: faults.map(({ message, where }) => `${where?.line ?? where?.record ?? ''}: ${message}`),
    notes: items.flatMap((item) => (item.kind === 'note' ? [item.message] : [])),
  };
}

export function project(): Document {
  const { text, blocks, header, origin } = incomingDocument(ARTICLE, { name: 'storm.txt' });
  const none = { title: '', source: '', url: '', byline: '', dateline: '', published: '', language: '' };
  return { id: newUid(), text, blocks, header, origin, ...none };
}

export const head = (name: string) => utf8(readFileSync(join(SHAPES, name), 'utf8'));
