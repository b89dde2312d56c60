import { tellDocumentLosses, tellEntityLosses } from '../document-losses.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { BRAT_CARRIES } from './carries.ts';
import type { Entity } from '../../model/annotation.ts';
import type { Uid } from '../../model/uid.ts';

/** Counts what brat cannot hold. Spans without words report their own loss. */
export function tallyDocument(document: DocumentRecord, losses: LossTally): void {
  const written = document.spans.filter(({ fragments }) => fragments.length > 0);
  tellDocumentLosses(document, written, losses, BRAT_CARRIES, ['brat']);
}

/**
 * Counts what is lost of the registry: brat files hold entities only as ids of their mentions.
 *
 * @param entities by id; the id of a merged entity leads to the one that absorbed it
 * @param mentioned ids of the entities that spans of the export are linked to
 */
export function tallyEntities(
  entities: ReadonlyMap<Uid, Entity>,
  mentioned: ReadonlySet<Uid>,
  losses: LossTally,
): void {
  const named = new Set([...mentioned].map((id) => entities.get(id)?.id));
  for (const entity of new Set(entities.values())) {
    if (!named.has(entity.id)) losses.add('entities', entity.name);
    else if (entity.externalIds.length === 0) losses.add('entities without an id elsewhere', entity.name);
    else tellEntityLosses(entity, losses, BRAT_CARRIES);
  }
}
