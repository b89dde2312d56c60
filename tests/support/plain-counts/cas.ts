import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SaxesParser } from 'saxes';
import { corpus } from '../beside.ts';
import { isObject, listOf, textOf, type Json, type PlainCounts } from './counts.ts';

interface Structure {
  readonly type: string;
  /** Features with a plain value. */
  readonly plain: Set<string>;
  /** Features that refer to other structures. */
  readonly refs: Map<string, number[]>;
  readonly sofa: number | undefined;
  readonly elements?: number[];
}

interface Cas {
  readonly structures: Map<number, Structure>;
  /** Ids of the sofas with a text. */
  readonly texts: Set<number>;
  readonly members: Map<number, Set<number>>;
}

/**
 * Counts by the UIMA reference: an annotation is a structure with a sofa and offsets; each member of a view with a
 * text is a span. Tokens, sentences and annotations of the whole document are not counted.
 */
function count({ structures, texts, members }: Cas): PlainCounts {
  const indexed = [...members].flatMap(([sofa, ids]) =>
    [...ids].flatMap((id) => {
      const structure = structures.get(id);
      return structure && texts.has(sofa) && structure.sofa === sofa ? [[id, structure] as const] : [];
    }),
  );
  const isToken = (type: string) => /(?:^|\.)Token$/.test(type);
  const annotations = new Map(
    indexed.filter(
      ([, { type }]) =>
        !/(?:^|\.)(?:Sentence|DocumentAnnotation|DocumentMetaData|TagsetDescription)$/.test(type),
    ),
  );
  const spans = new Map(
    [...annotations].filter(
      ([, { type, refs }]) => !isToken(type) && !(refs.has('Governor') && refs.has('Dependent')),
    ),
  );
  const relations = [...annotations].filter(([, { refs }]) => refs.has('Governor') && refs.has('Dependent'));
  const tokens = new Set<number>();
  const target = (id: number) => {
    if (spans.has(id)) return true;
    if (!annotations.has(id) || !isToken(annotations.get(id)!.type)) return false;
    tokens.add(id);
    return true;
  };
  let [slots, steps, attributes] = [0, 0, 0];
  const links = new Set<number>();
  for (const { sofa, refs } of structures.values()) {
    let at = sofa === undefined ? refs.get('first')?.[0] : undefined;
    while (at !== undefined && spans.has(at) && !links.has(at)) {
      links.add(at);
      at = spans.get(at)!.refs.get('next')?.[0];
      if (at !== undefined) steps++;
    }
  }
  for (const [, { refs, plain }] of relations) {
    for (const name of ['Governor', 'Dependent']) for (const id of refs.get(name)!) target(id);
    attributes += plain.size;
  }
  for (const [id, { plain, refs }] of spans) {
    attributes += plain.size;
    for (const [name, ids] of refs) {
      if (links.has(id) && name === 'next') continue;
      const all = ids.flatMap((one) => structures.get(one)?.elements ?? [one]);
      const filled = all.map(
        (one) => target(one) || (structures.get(one)?.refs.get('target') ?? []).some(target),
      );
      if (filled.length > 0 && filled.every(Boolean)) slots += filled.length;
    }
  }
  return {
    documents: texts.size,
    spans: spans.size + tokens.size,
    relations: relations.length + steps,
    slots,
    attributes,
  };
}

const PLACE = new Set(['sofa', 'begin', 'end']);

export function countCasJson(path: string): PlainCounts {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { [key: string]: Json };
  const list = file['%FEATURE_STRUCTURES'];
  const stated = isObject(list)
    ? Object.entries(list).map(([id, one]) => ({ ...(one as object), '%ID': Number(id) }))
    : listOf(list);
  const cas: Cas = { structures: new Map(), texts: new Set(), members: new Map() };
  for (const one of stated as { [key: string]: Json }[]) {
    const id = Number(one['%ID']);
    const type = textOf(one['%TYPE']);
    if (type === 'uima.cas.Sofa') {
      if (typeof one.sofaString === 'string' && one.sofaString !== '') cas.texts.add(id);
      continue;
    }
    const names = Object.keys(one).filter((key) => !key.startsWith('%'));
    const numbers = (value: Json | undefined) => (Array.isArray(value) ? value : [value]).map(Number);
    cas.structures.set(id, {
      type,
      plain: new Set(
        names.filter(
          (name) =>
            !/^[@^]/.test(name) && !PLACE.has(name) && one[name] !== null && !Array.isArray(one[name]),
        ),
      ),
      refs: new Map(
        names
          .filter((name) => name.startsWith('@') && name !== '@sofa')
          .map((name) => [name.slice(1), numbers(one[name])]),
      ),
      sofa: typeof one['@sofa'] === 'number' && one.begin !== undefined ? one['@sofa'] : undefined,
      ...(/\[\]$|FSArray/.test(type) && { elements: listOf(one['%ELEMENTS']).map(Number) }),
    });
  }
  for (const view of Object.values(isObject(file['%VIEWS']) ? file['%VIEWS'] : {}))
    if (isObject(view)) cas.members.set(Number(view['%SOFA']), new Set(listOf(view['%MEMBERS']).map(Number)));
  return count(cas);
}

export function countCasXmi(path: string): PlainCounts {
  const declared = featureKinds(dirname(path));
  const xml = readFileSync(path, 'utf8');
  const all = new Set([...xml.matchAll(/ xmi:id="(\d+)"/g)].map(([, id]) => id!));
  // Without a type system, a feature may be a reference only if all its values are ids; it may also be a list of
  // numbers.
  const unclear = new Set<string>();
  const isPlain = (name: string, value: string) => {
    const plain = declared.beside.get(name) ?? (value === '' ? undefined : declared.usual.get(name));
    if (plain !== undefined) return plain;
    if (value === '' || /^[\d\s]+$/.test(value)) unclear.add(name);
    return value === '' || !value.split(' ').every((word) => word !== '0' && all.has(word));
  };
  const cas: Cas = { structures: new Map(), texts: new Set(), members: new Map() };
  let depth = 0;
  const ids = (value = '') =>
    value
      .trim()
      .split(/\s+/)
      .filter((word) => /^\d+$/.test(word))
      .map(Number);
  const parser = new SaxesParser({ xmlns: true });
  parser.on('closetag', () => {
    depth--;
  });
  parser.on('opentag', ({ local, uri, attributes: all }) => {
    if (++depth !== 2) return;
    const features = new Map(
      Object.values(all)
        .filter(({ prefix }) => prefix === '')
        .map((one) => [one.local, one.value]),
    );
    const id = Number(all['xmi:id']?.value);
    if (local === 'View') {
      cas.members.set(Number(features.get('sofa')), new Set(ids(features.get('members'))));
      return;
    }
    if (local === 'Sofa') {
      if ((features.get('sofaString') ?? '') !== '') cas.texts.add(id);
      return;
    }
    const names = [...features.keys()].filter((name) => !PLACE.has(name) && name !== 'elements');
    const own = new Set(names.filter((name) => isPlain(name, features.get(name)!)));
    const others = names.filter((name) => !own.has(name));
    cas.structures.set(id, {
      type: `${uri.replace(/^http:\/\/\/|\.ecore$/g, '').replaceAll('/', '.')}.${local}`,
      plain: own,
      refs: new Map(others.map((name) => [name, ids(features.get(name))])),
      sofa: features.has('sofa') && features.has('begin') ? Number(features.get('sofa')) : undefined,
      ...(local === 'FSArray' && { elements: ids(features.get('elements')) }),
    });
  });
  parser.write(xml).close();
  const counts = count(cas);
  const why = 'no type system beside it says whether a number is a reference or what is empty';
  return unclear.size > 0 ? { ...counts, attributes: why, slots: why } : counts;
}

/**
 * Returns which features have plain values: from the type systems beside a file, and from those of DKPro Core and
 * WebAnno, which most files use but few include.
 */
function featureKinds(folder: string) {
  const usual = corpus('uima-cas/dkpro-cassis/typesystems');
  return {
    beside: kindsIn(folder, /\.xml$/i),
    usual: kindsIn(usual ?? folder, /^(?:important_dkpro|webanno)_types\.xml$/),
  };
}

const known = new Map<string, ReadonlyMap<string, boolean>>();

function kindsIn(folder: string, named: RegExp): ReadonlyMap<string, boolean> {
  const before = known.get(`${folder} ${named}`);
  if (before) return before;
  const systems = readdirSync(folder)
    .filter((name) => named.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.includes('typeSystemDescription'));
  const plain = new Map<string, boolean>();
  for (const text of systems)
    for (const type of text.split('</typeDescription>'))
      for (const [, name, range] of type.matchAll(
        /<featureDescription>\s*<name>([^<]+)<\/name>(?:(?!<\/featureDescription>)[\s\S])*?<rangeTypeName>([^<]+)</g,
      ))
        plain.set(
          name!,
          plain.get(name!) === true ||
            /^uima\.cas\.(?:String|Integer|Float|Double|Boolean|Byte|Short|Long)$/.test(range!),
        );
  known.set(`${folder} ${named}`, plain);
  return plain;
}
