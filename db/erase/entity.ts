import type { Uid } from '../../shared/model/uid.ts';
import { sql, type Sql } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import { KIND_NAMES, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { journalImages } from './journal-images.ts';
import { redactDeep, redactor, type Redactor } from './redact.ts';
import type { Rewriting, RowName } from './rewriting.ts';

/** What an entity is called once its names are gone. */
const NAMELESS = '(deleted)';

/** All names that an entity has or ever had, its aliases and those of entities merged into it among them. */
export function namesOf(store: ReadStore, entity: Uid): string[] {
  const { db } = store;
  const family = familyOf(store, entity);
  const names = new Set<string>();
  for (const uid of family)
    for (const name of db.column<string>(sql`
      SELECT a.text FROM alias a JOIN entity e ON e.id = a.entity_id WHERE e.uid = ${toBytes(uid)}`))
      names.add(name);
  for (const { uid, image } of journalImages(store, 'entity'))
    if (family.has(uid)) for (const name of [image.name, ...image.aliases]) names.add(name);
  names.delete(NAMELESS);
  return [...names];
}

/**
 * A project in which an entity has no name any more. The entity stays, without names, outside ids and note, and so does what is
 * linked to it; `names` are replaced by blocks wherever somebody may have written them.
 */
export function withoutNames(store: ReadStore, entity: Uid, names: readonly string[]): Rewriting {
  const family = familyOf(store, entity);
  const closed = closedTerms(store);
  const redact = redactor(names);
  return {
    image: (kind, uid, image) => imageWithout(redact, kind, image, { uid, family, closed }),
    rows: () => rowsWithText(store),
    label: redact,
  };
}

interface About {
  readonly uid: Uid;
  readonly family: ReadonlySet<Uid>;
  /** Attributes and labels whose values the scheme lists: a word among them is no name. */
  readonly closed: ReadonlySet<Uid>;
}

type Rule<Kind extends KindName> = (image: ImageOf<Kind>, redact: Redactor, about: About) => ImageOf<Kind>;

const keep = <Image>(image: Image) => image;

/** Redacts some fields of an image; the others hold ids, places and values that the program itself chose. */
function fields<Image extends object>(...keys: (keyof Image)[]): (image: Image, redact: Redactor) => Image {
  return (image, redact) => {
    let result = image;
    for (const key of keys) {
      const value = redactDeep(redact, image[key]);
      if (value !== image[key]) result = { ...result, [key]: value };
    }
    return result;
  };
}

/** Redacts the values of attributes that are free text, and what another tool had given with the annotation. */
function annotation<Image extends ImageOf<'span'> | ImageOf<'relation'>>(
  image: Image,
  redact: Redactor,
  { closed }: About,
): Image {
  const entries = Object.entries(image.attributes).map(
    ([uid, value]) => [uid, closed.has(uid as Uid) ? value : redactDeep(redact, value)] as const,
  );
  const changed = entries.some(([uid, value]) => value !== image.attributes[uid]);
  const free = changed ? { ...image, attributes: Object.fromEntries(entries) } : image;
  return free.extra === undefined ? free : fields<Image>('extra')(free, redact);
}

/** The fields of every kind in which somebody may have written a name: the compiler asks for a new kind. */
const RULES: { readonly [Kind in KindName]: Rule<Kind> } = {
  project: keep,
  analyst: keep,
  entity(image, redact, { uid, family }) {
    if (!family.has(uid)) return fields<typeof image>('name', 'aliases', 'note')(image, redact);
    const { note: _, ...rest } = image;
    return { ...rest, name: NAMELESS, aliases: [], externalIds: [] };
  },
  set: keep,
  document: fields('title', 'source', 'url', 'byline', 'dateline', 'header', 'origin', 'extra'),
  text: fields('text'),
  segmentation: fields('columns', 'extra'),
  status: fields('reason'),
  span: annotation,
  slot: fields('filler'),
  relation: annotation,
  label: (image, redact, { closed }) =>
    closed.has(image.label) ? image : fields<typeof image>('value')(image, redact),
  note: fields('body'),
  review: keep,
  decision(image, redact) {
    const proposed = fields<typeof image.proposed>('text')(image.proposed, redact);
    return fields<typeof image>('reason')(
      proposed === image.proposed ? image : { ...image, proposed },
      redact,
    );
  },
  quarantine(image, redact) {
    // The name of its type stays.
    const entries = Object.entries(image.body);
    const told = entries.map(
      ([key, value]) => [key, key === 'type' ? value : redactDeep(redact, value)] as const,
    );
    const changed = told.some(([, value], i) => value !== entries[i]![1]);
    return fields<typeof image>('reason')(
      changed ? { ...image, body: Object.fromEntries(told) } : image,
      redact,
    );
  },
  tombstone: keep,
};

function imageWithout<Kind extends KindName>(
  redact: Redactor,
  kind: Kind,
  image: ImageOf<Kind>,
  about: About,
): ImageOf<Kind> {
  return RULES[kind](image, redact, about);
}

function closedTerms(store: ReadStore): ReadonlySet<Uid> {
  const { scheme } = currentScheme(store);
  const { terms } = store;
  const closed = new Set<Uid>();
  for (const kind of ['span', 'relation'] as const)
    for (const type of kind === 'span' ? scheme.types : scheme.relations) {
      const owner = terms.find(kind, type.name);
      for (const attribute of type.attributes) {
        const term = owner && terms.find('attribute', attribute.name, owner);
        if (term && attribute.kind !== 'text') closed.add(term.uid);
      }
    }
  for (const label of scheme.labels) {
    const term = terms.find('label', label.name);
    if (term && label.value.kind !== 'text') closed.add(term.uid);
  }
  return closed;
}

/** The entity with those that were merged into it. */
function familyOf({ db }: ReadStore, entity: Uid): ReadonlySet<Uid> {
  const id = findId(db, 'entity', entity) ?? -1;
  const merged = db.column<Buffer>(sql`SELECT uid FROM entity WHERE merged_into = ${id}`);
  return new Set([entity, ...merged.map((uid) => toUid(uid))]);
}

/** Kinds of which only few rows hold a text of somebody's: how those are found among millions. */
const WITH_TEXT: Partial<Record<KindName, Sql>> = {
  span: sql`
    SELECT uid FROM span WHERE extra IS NOT NULL
      OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = span.id AND a.of = 's' AND json_type(a.value) = 'text')`,
  slot: sql`SELECT uid FROM slot WHERE filler_text IS NOT NULL`,
};

function* rowsWithText(store: ReadStore): Generator<RowName> {
  for (const kind of KIND_NAMES) {
    if (RULES[kind] === keep) continue;
    const chosen = WITH_TEXT[kind];
    const uids = chosen ? store.db.column<Buffer>(chosen).map((uid) => toUid(uid)) : kindOf(kind).uids(store);
    for (const uid of uids) yield { kind, uid };
  }
}

/** Where names are still written, in places that a deletion leaves alone because the work depends on them. */
export function namesLeft({ db }: ReadStore, names: readonly string[]): string[] {
  const redact = redactor(names);
  const holds = (texts: readonly string[]) => texts.some((text) => redact(text) !== text);
  return [
    ['the guidelines of the scheme, or an earlier version of it', sql`SELECT body FROM scheme_version`],
    ['the name of an annotation set', sql`SELECT name FROM annotation_set`],
    ['the name of an analyst', sql`SELECT name FROM analyst`],
    ['the name of a machine', sql`SELECT name FROM device`],
  ].flatMap(([where, texts]) => (holds(db.column<string>(texts as Sql)) ? [where as string] : []));
}
