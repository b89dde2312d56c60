import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import {
  tellDocumentLosses,
  tellEntityLosses,
  tellLooseRelationLosses,
  tellSetLosses,
} from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import { allAttributes } from '../foreign.ts';
import { listOf } from '../list-of.ts';
import type { DocumentRecord } from '../records.ts';
import { Article, ExportView } from '../tables/view.ts';
import type { Uid } from '../../model/uid.ts';
import { ANNOTATED_CARRIES } from './carries.ts';
import { legible } from './legible.ts';
import { LOSSES, MESSAGES } from './messages.ts';
import { pageOptions } from './options.ts';
import { partText, surfacesOf } from './plain.ts';
import type { Part } from './parts.ts';
import { reportOf } from './report.ts';
import { namedEntities } from './sections.ts';

/** A file that is being written, part by part. */
export interface Pages {
  /** Begins an article, on a new page. */
  begin(article: Article): Iterable<string | Uint8Array>;
  add(part: Part): Iterable<string | Uint8Array>;
  end(): Iterable<string | Uint8Array>;
}

/** A kind of file for annotated articles. */
export interface PageForm {
  readonly extension: string;
  /** @param title what the file is called where programs show it */
  open(view: ExportView, title: string, names: boolean): Pages;
}

/** Writes annotated articles, in a file each or all in one. */
export async function* writeAnnotated(
  form: PageForm,
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'articles', values, losses, wrote, rehearsal }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const entities = await listOf(dataset.entities);
  const relations = await listOf(dataset.relations);
  const view = new ExportView(dataset, entities, 'utf-16');
  const analysts = new Map<string, string>(dataset.analysts.map((analyst) => [analyst.id, analyst.name]));
  const { together, names } = pageOptions(values);
  // The markup of a page says nothing to a person who chooses a format: a preview shows its text.
  const opened = rehearsal ? () => new TextPages() : (title: string) => form.open(view, title, names);
  const fileNames = new FileNames();
  const mentioned = new Set<Uid>();
  let pages = together ? opened(MESSAGES.allArticles) : undefined;
  let file = `${name}.${form.extension}`;
  const out = function* (chunks: Iterable<string | Uint8Array>): Generator<OutgoingChunk> {
    for (const chunk of chunks) if (chunk.length > 0) yield { file, chunk };
  };
  for await (const document of documents) {
    const article = new Article(document, view);
    tellDocumentLosses(document, document.spans, losses, ANNOTATED_CARRIES, []);
    if (legible(document.text) !== document.text) losses.add(LOSSES.characters, article.title, 1, 'changes');
    for (const span of document.spans)
      if (!['claim', 'event'].includes(view.family(span.type)) && span.slots.length === 0)
        for (const value of Object.keys(allAttributes(span)))
          losses.add(LOSSES.attributes, `${span.type}.${value}`, 1, 'annotations');
    for (const { id } of namedEntities(article)) mentioned.add(id);
    if (!together) {
      file = `${fileNames.of(document)}.${form.extension}`;
      pages = opened(article.title);
    }
    yield* out(pages!.begin(article));
    for (const part of reportOf(article, analysts)) {
      if (wrote) for (const surface of surfacesOf(part)) wrote(surface);
      yield* out(pages!.add(part));
    }
    if (together) continue;
    yield* out(pages!.end());
    yield { file, chunk: '', last: true };
  }
  if (together) {
    yield* out(pages!.end());
    yield { file, chunk: '', last: true };
  }
  for (const entity of entities) {
    tellEntityLosses(entity, losses, ANNOTATED_CARRIES);
    if (entity.mergedInto === undefined && !mentioned.has(entity.id))
      losses.add(LOSSES.entities, entity.name, 1, 'annotations');
  }
  for (const relation of relations) tellLooseRelationLosses(relation, losses, ANNOTATED_CARRIES);
  tellSetLosses(dataset, losses, ANNOTATED_CARRIES);
}

/** The text of the pages, for a preview. */
class TextPages implements Pages {
  *begin(): Generator<string> {
    // An article begins with its title.
  }

  *add(part: Part): Generator<string> {
    yield partText(part);
  }

  *end(): Generator<string> {
    // Nothing follows.
  }
}
