import { unite } from '../../db/entities/entity-changes.ts';
import { entitiesNamed, entityWithExternalId } from '../../db/entities/entities.ts';
import { lastChange } from '../../db/journal/since.ts';
import { record, type Recorded } from '../../db/journal/record.ts';
import { imageText, kindOf, type ImageOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { PackFormat, PackReport } from '../../shared/contract/entities.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { packFormatOf, readPack, type PackEntity, type PackRow } from '../../shared/formats/entity-pack.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { newEntityImage } from '../rules/entity-rules.ts';
import { patiently } from '../patience.ts';
import { MESSAGES } from './messages.ts';
import { bytesOf } from './source-files.ts';

interface PackInput {
  readonly file: Uid;
  readonly format?: PackFormat | undefined;
}

/** The thread is yielded after this many rows, so that the screen stays responsive. */
const BREATH = 1000;

/**
 * Imports a pack of entities: reads all of it first, then writes in one transaction and one journal entry. If a row is
 * faulty or the job is cancelled, nothing is imported. An entity that exists already, by an external id or otherwise by
 * name and type, gains what the pack knows in addition; importing the same pack again adds nothing.
 */
export async function importPack(context: JobContext, input: PackInput): Promise<Recorded<PackReport>> {
  const { path, name } = context.files.resolve(input.file);
  const rows: PackRow[] = [];
  for await (const row of readPack(bytesOf(path, name), name, input.format ?? packFormatOf(name))) {
    rows.push(row);
    if (rows.length % BREATH !== 0) continue;
    context.progress(rows.length, null, 'entities', `Reading ${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    if (context.signal.aborted) throw cancelled();
  }
  const { store } = context;
  const seen = lastChange(store);
  const plan = new Plan(store);
  for (const [i, row] of rows.entries()) {
    plan.add(row);
    if (i % BREATH !== 0) continue;
    context.progress(i, rows.length, 'entities', 'Looking them up');
    await new Promise((resolve) => setImmediate(resolve));
    if (context.signal.aborted) throw cancelled();
  }
  if (context.signal.aborted) throw cancelled();
  context.progress(rows.length, rows.length, 'entities', 'Writing; editing waits');
  return await patiently(() =>
    write(context, name, (change) => {
      if (lastChange(store, change) === seen) return plan;
      // The registry may have changed while the pack was compared. Compare again, now that nobody else can write.
      const again = new Plan(store);
      for (const row of rows) again.add(row);
      return again;
    }),
  );
}

function write(
  { store, actor }: JobContext,
  name: string,
  planFor: (change: number) => Plan,
): Recorded<PackReport> {
  return record(
    store,
    actor,
    { command: 'entities.import', label: `Import entities from ${name}`, kind: 'import' },
    (recorder) => {
      const report = { added: 0, matched: 0, enriched: 0, aliases: 0, notes: [] as string[] };
      const plan = planFor(recorder.id);
      for (const { uid, image, before } of plan.entries()) {
        if (before && imageText(before) === imageText(image)) report.matched++;
        else {
          recorder.put('entity', uid, image);
          if (before) report.enriched++;
          else report.added++;
          report.aliases += image.aliases.length - (before?.aliases.length ?? 0);
        }
      }
      if (plan.doubled > 0) report.notes.push(MESSAGES.joinedRows(plan.doubled));
      if (report.matched > 0) report.notes.push(MESSAGES.entitiesPresent(report.matched));
      return report;
    },
    { batch: true },
  );
}

interface Entry {
  readonly uid: Uid;
  image: ImageOf<'entity'>;
  /** The image in the registry; absent for a new entity. */
  readonly before?: ImageOf<'entity'>;
}

/** The entities to write. Rows about the same entity are united before anything is written. */
class Plan {
  doubled = 0;
  readonly #store: ReadStore;
  readonly #entries = new Map<Uid, Entry>();
  readonly #byExternalId = new Map<string, Uid>();
  readonly #byName = new Map<string, Uid>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  add({ entity, where }: PackRow): void {
    const made = this.#image(entity, where);
    const planned = this.#planned(entity);
    const known = planned ?? this.#stored(entity);
    if (planned) this.doubled++;
    const entry = (known && this.#entries.get(known)) ?? this.#begin(known, made);
    if (known) {
      // A name that differs from the entity's becomes an alias; an equal name must not.
      const { name, ...rest } = made;
      entry.image = sameKeys(unite(entry.image, { ...rest, name }), entry.before);
    }
    for (const { authority, value } of entity.externalIds)
      this.#byExternalId.set(`${authority}\u0000${value}`, entry.uid);
    if (!known) this.#byName.set(nameKey(entity), entry.uid);
  }

  #begin(known: Uid | undefined, image: ImageOf<'entity'>): Entry {
    const before = known && kindOf('entity').read(this.#store, known)!.image;
    const entry: Entry = before ? { uid: known, image: before, before } : { uid: newUid(), image };
    this.#entries.set(entry.uid, entry);
    return entry;
  }

  #planned(entity: PackEntity): Uid | undefined {
    for (const { authority, value } of entity.externalIds) {
      const known = this.#byExternalId.get(`${authority}\u0000${value}`);
      if (known) return known;
    }
    const namesake = this.#byName.get(nameKey(entity));
    return namesake && !contradicts(this.#entries.get(namesake)!.image, entity) ? namesake : undefined;
  }

  #stored(entity: PackEntity): Uid | undefined {
    for (const { authority, value } of entity.externalIds) {
      const known = entityWithExternalId(this.#store.db, authority, value);
      if (known) return known;
    }
    return entitiesNamed(this.#store, entity.name, entity.type).find((uid) => {
      const image = this.#entries.get(uid)?.image ?? kindOf('entity').read(this.#store, uid)!.image;
      return !contradicts(image, entity);
    });
  }

  #image(entity: PackEntity, where: PackRow['where']): ImageOf<'entity'> {
    try {
      return newEntityImage(this.#store, entity);
    } catch (error) {
      if (!(error instanceof PostilError)) throw error;
      throw new PostilError('refused', MESSAGES.nothingImported(error.message), { ...where, field: 'type' });
    }
  }
}

/** Whether two entities of the same name are different, because one authority has different ids for them. */
function contradicts(image: ImageOf<'entity'>, { externalIds }: PackEntity): boolean {
  return externalIds.some(({ authority, value }) => {
    const others = image.externalIds.filter((id) => id.authority === authority);
    return others.length > 0 && !others.some((id) => id.value === value);
  });
}

function nameKey({ name, type }: PackEntity): string {
  return `${type ?? ''}\u0000${name}`;
}

/** Returns the image with the key order of a stored one, so that the two can be compared as text. */
function sameKeys(image: ImageOf<'entity'>, stored: ImageOf<'entity'> | undefined): ImageOf<'entity'> {
  if (!stored) return image;
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(image)])] as (keyof typeof image)[];
  return Object.fromEntries(keys.map((key) => [key, image[key]])) as unknown as ImageOf<'entity'>;
}

function cancelled(): PostilError {
  return new PostilError('cancelled', MESSAGES.importCancelled);
}
