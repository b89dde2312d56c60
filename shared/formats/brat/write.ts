import type { Entity } from '../../model/annotation.ts';
import type { Uid } from '../../model/uid.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import { OFFSET_UNITS } from '../../text/offsets.ts';
import { UNIT_OPTION, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import { tellLooseRelationLosses, tellSetLosses } from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import type { DocumentRecord } from '../records.ts';
import { BRAT_CARRIES } from './carries.ts';
import { ConfigWriter } from './config-write.ts';
import { ANNOTATION_CONFIG } from './files.ts';
import { leadingMarks } from './fragments.ts';
import { StoredNames } from './names.ts';
import { tallyDocument, tallyEntities } from './tally.ts';
import { writeAnnotations } from './write-document.ts';

/** Writes a text and an annotation file for each document, then the configuration of the folder. */
export async function* writeBrat(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const entities = await entitiesOf(dataset);
  const mentioned = new Set<Uid>();
  for await (const relation of dataset.relations) tellLooseRelationLosses(relation, losses, BRAT_CARRIES);
  tellSetLosses(dataset, losses, BRAT_CARRIES);
  const attributes = new DeclaredAttributes(dataset);
  const names = new StoredNames(dataset.scheme, losses);
  const config = new ConfigWriter(names, attributes, losses);
  const files = new FileNames();
  const unit = OFFSET_UNITS.find((known) => known === values?.[UNIT_OPTION]) ?? 'codepoint';
  for await (const document of documents) {
    tallyDocument(document, losses);
    for (const span of document.spans)
      if (span.fragments.length > 0) for (const id of span.entities) mentioned.add(id);
    const base = files.of(document);
    const marks = leadingMarks(document.text);
    losses.add('byte order marks at the beginning of texts', base, marks);
    yield { file: `${base}.txt`, chunk: document.text.slice(marks), last: true };
    const context = { scheme: dataset.scheme, attributes, entities, names, config, unit, losses, wrote };
    yield { file: `${base}.ann`, chunk: writeAnnotations(document, context), last: true };
  }
  tallyEntities(entities, mentioned, losses);
  yield { file: ANNOTATION_CONFIG, chunk: config.text(), last: true };
}

/** Returns the registry by id; merged entities can be found by their old ids too. */
async function entitiesOf(dataset: Dataset): Promise<Map<Uid, Entity>> {
  const entities = new Map<Uid, Entity>();
  for await (const entity of dataset.entities) entities.set(entity.id, entity);
  for (const [id, entity] of entities) {
    const into = entity.mergedInto === undefined ? undefined : entities.get(entity.mergedInto);
    if (into) entities.set(id, into);
  }
  return entities;
}
