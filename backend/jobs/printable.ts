import { datasetHeader, documentRecords, entities } from '../../db/exports/exporter.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import { reportOf } from '../../shared/formats/annotated/report.ts';
import { HtmlBody } from '../../shared/formats/html/page.ts';
import { printStyles } from '../../shared/formats/html/styles.ts';
import { Article, ExportView } from '../../shared/formats/tables/view.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * Returns an article with its annotations in one set, for printing: the same report as in an export, so all of it is there, whatever the
 * window shows.
 *
 * @throws PostilError `not-found`
 */
export function printableArticle(store: ReadStore, document: Uid, set: Uid): OutputOf<'exchange.printable'> {
  const selection = { sets: [set], filter: { documents: [document] } };
  const [record] = documentRecords(store, selection);
  if (!record) throw new PostilError('not-found', NOT_FOUND.document(document), { field: 'document' });
  const header = datasetHeader(store, selection);
  const view = new ExportView({ ...header, entities: [], relations: [] }, [...entities(store)], 'utf-16');
  const article = new Article(record, view);
  const analysts = new Map<string, string>(header.analysts.map(({ id, name }) => [id, name]));
  const body = new HtmlBody(article, 'printed', true);
  const parts = [...reportOf(article, analysts)].flatMap((part) => [...body.add(part)]);
  return {
    title: article.title,
    styles: printStyles(header.scheme),
    body: [body.begin(), ...parts, body.end()].join(''),
  };
}
