import { SaxesParser } from 'saxes';

/**
 * A CAS read only by the rules of the format (UIMA reference, "XMI CAS Serialization"; "JSON serialization of the
 * Apache UIMA CAS"). The checker shares no code with the readers and writers that it checks. It throws at the first
 * rule that a file breaks, and returns the content of the file: every structure by its id, with comparable values.
 */
export interface CheckedCas {
  /** Structures and sofas by id: type and features. */
  readonly structures: Readonly<Record<string, readonly [type: string, features: readonly string[]]>>;
  /** Members by the id of the sofa, or by name for a view without one. */
  readonly views: Readonly<Record<string, readonly number[]>>;
  readonly texts: readonly string[];
  readonly counts: { annotations: number; structures: number };
}

type Structures = Record<string, { type: string; features: Map<string, string> }>;

/** Numbers compare by value, so that 1.0E3 and 1000.0 are equal. */
const comparable = (value: string) =>
  value
    .split(' ')
    .map((part) =>
      /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(part) && part.length < 16 ? String(Number(part)) : part,
    )
    .join(' ')
    .trim();

function finish(
  structures: Structures,
  views: Record<string, number[]>,
  texts: Map<string, string>,
  references: readonly (readonly [from: string, id: number])[],
): CheckedCas {
  let annotations = 0;
  for (const [id, { type, features }] of Object.entries(structures)) {
    const sofa = features.get('sofa');
    if (sofa === undefined) continue;
    if (structures[sofa]?.type !== 'uima.cas.Sofa')
      throw new Error(`${id} (${type}): there is no sofa ${sofa}`);
    if (!features.has('begin') && !features.has('end')) continue;
    annotations++;
    const [begin, end] = [Number(features.get('begin') ?? 0), Number(features.get('end') ?? 0)];
    const text = texts.get(sofa);
    if (!(begin >= 0 && begin <= end)) throw new Error(`${id} (${type}): from ${begin} to ${end}`);
    if (text === undefined) continue;
    if (end > text.length) throw new Error(`${id} (${type}): ends at ${end} of ${text.length}`);
    for (const at of [begin, end])
      if (/^[\udc00-\udfff]/.test(text.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(text.slice(0, at)))
        throw new Error(`${id} (${type}): cuts a character`);
  }
  for (const [from, id] of references)
    if (id !== 0 && !(String(id) in structures))
      throw new Error(`${from} refers to ${id}, which is not there`);
  for (const members of Object.values(views))
    for (const id of members) if (!(String(id) in structures)) throw new Error(`member ${id} is not there`);
  return {
    structures: Object.fromEntries(
      Object.entries(structures).map(([id, { type, features }]) => [
        id,
        [type, [...features].map(([name, value]) => `${name}=${value}`).sort()] as const,
      ]),
    ),
    views: Object.fromEntries(
      Object.entries(views)
        .filter(([sofa, members]) => members.length > 0 || sofa !== 'none')
        .map(([sofa, members]) => [sofa, [...members].sort((a, b) => a - b)]),
    ),
    texts: [...texts.values()],
    counts: {
      annotations,
      structures: Object.values(structures).filter(({ type }) => type !== 'uima.cas.Sofa').length,
    },
  };
}

/** Features whose values are always ids, so that they can be followed without a type system. */
const KNOWN_REFERENCES = new Set(['Governor', 'Dependent', 'next', 'first', 'target', 'sofa']);

export function readCheckedXmi(xml: string): CheckedCas {
  const structures: Structures = {};
  const views: Record<string, number[]> = {};
  const texts = new Map<string, string>();
  const references: [string, number][] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE');
  });
  let depth = 0;
  let open: Structures[string] | undefined;
  let child = '';
  let text = '';
  const lists = new Map<string, string[]>();
  parser.on('opentag', (tag) => {
    depth++;
    text = '';
    if (depth === 1 && (tag.local !== 'XMI' || tag.uri !== 'http://www.omg.org/XMI'))
      throw new Error('no XMI');
    if (depth === 3) child = tag.local;
    if (depth !== 2) return;
    const match = /^http:\/\/\/(.*)\.ecore$/.exec(tag.uri);
    const type = `${match?.[1]?.replaceAll('/', '.') ?? ''}.${tag.local}`.replace(
      /^(uima\.noNamespace)?\./,
      '',
    );
    const attributes = new Map(
      Object.values(tag.attributes).map(({ local, prefix, value }) => [
        prefix === 'xmi' ? `xmi:${local}` : local,
        value,
      ]),
    );
    const id = attributes.get('xmi:id');
    if (type === 'uima.cas.NULL') {
      if (id !== '0') throw new Error('NULL has the id 0');
      return;
    }
    if (type === 'uima.cas.View') {
      const members = (attributes.get('members') ?? '').split(' ').filter((member) => member !== '');
      views[attributes.get('sofa') ?? 'none'] = members.map(Number);
      return;
    }
    if (id === undefined || !/^[1-9]\d*$/.test(id)) throw new Error(`${type} has the id ${id}`);
    if (id in structures) throw new Error(`the id ${id} stands twice`);
    open = { type, features: new Map() };
    structures[id] = open;
    lists.clear();
    for (const [name, value] of attributes) {
      if (name === 'xmi:id') continue;
      const isText = type === 'uima.cas.Sofa' && name === 'sofaString';
      if (isText) texts.set(id, value);
      open.features.set(name, isText ? value : comparable(value));
      if (KNOWN_REFERENCES.has(name)) references.push([`${type}:${name}`, Number(value)]);
    }
  });
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('closetag', () => {
    if (depth === 3) lists.set(child, [...(lists.get(child) ?? []), text]);
    if (depth === 2) for (const [name, list] of lists) open?.features.set(name, JSON.stringify(list));
    if (depth === 2) lists.clear();
    depth--;
  });
  parser.write(xml).close();
  for (const [id, { type }] of Object.entries(structures)) if (type === 'uima.cas.Sofa') views[id] ??= [];
  return finish(structures, views, texts, references);
}

export function readCheckedJson(json: string): CheckedCas {
  const cas = JSON.parse(json) as Record<string, unknown>;
  const raw = cas['%FEATURE_STRUCTURES'] ?? [];
  const list: Record<string, unknown>[] = Array.isArray(raw)
    ? (raw as Record<string, unknown>[])
    : Object.entries(raw as Record<string, Record<string, unknown>>).map(([id, fs]) => ({
        '%ID': Number(id),
        ...fs,
      }));
  const structures: Structures = {};
  const texts = new Map<string, string>();
  const references: [string, number][] = [];
  for (const fs of list) {
    const id = String(fs['%ID']);
    const type = String(fs['%TYPE']);
    if (!/^[1-9]\d*$/.test(id)) throw new Error(`${type} has the id ${id}`);
    if (id in structures) throw new Error(`the id ${id} stands twice`);
    const features = new Map<string, string>();
    structures[id] = { type, features };
    for (const [key, value] of Object.entries(fs)) {
      if (key === '%ID' || key === '%TYPE' || key === '%FLAGS') continue;
      const name = key.replace(/^[@^#]/, '');
      if (key.startsWith('@')) {
        if (typeof value !== 'number') throw new Error(`${type}:${key} is no id`);
        references.push([`${type}:${name}`, value]);
      }
      if (key.startsWith('#') && !['NaN', 'Infinity', '-Infinity'].includes(String(value)))
        throw new Error(`${type}:${key} is ${String(value)}`);
      if (type === 'uima.cas.Sofa' && key === 'sofaString') texts.set(id, String(value));
      features.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      if (
        key === '%ELEMENTS' &&
        (type === 'uima.cas.FSArray' || (type.endsWith('[]') && !type.startsWith('uima.cas.')))
      )
        for (const member of value as (number | null)[]) references.push([type, member ?? 0]);
    }
  }
  const views: Record<string, number[]> = {};
  for (const [name, view] of Object.entries(
    (cas['%VIEWS'] ?? {}) as Record<string, Record<string, unknown>>,
  )) {
    const sofa = view['%SOFA'];
    const known = structures[String(sofa)];
    if (known && known.features.get('sofaID') !== name) throw new Error(`the view ${name} has another sofa`);
    views[known ? String(sofa) : 'none'] = view['%MEMBERS'] as number[];
  }
  return finish(structures, views, texts, references);
}
