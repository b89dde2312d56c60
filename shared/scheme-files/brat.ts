import { PostilError } from '../contract/errors.ts';
import { readConfig } from '../formats/brat/config-read.ts';
import { ConfigWriter } from '../formats/brat/config-write.ts';
import { StoredNames, type NameKind } from '../formats/brat/names.ts';
import { readShortcuts, readVisual } from '../formats/brat/visual.ts';
import { DeclaredAttributes } from '../formats/declared-attributes.ts';
import { LossTally } from '../formats/losses.ts';
import { optionsOf } from '../model/attributes/index.ts';
import { hueColour } from '../model/hue.ts';
import type { Scheme, SpanType } from '../model/scheme.ts';
import { keepWhatIsNotIn, type Stated } from './keep.ts';
import { MESSAGES } from './messages.ts';
import type { ReadScheme } from './table-read.ts';

/** The texts of the files of a brat configuration; only the first is required. */
export interface BratFiles {
  readonly annotation: string;
  readonly visual?: string | undefined;
  readonly shortcuts?: string | undefined;
}

/** Reads a scheme from a brat configuration. What that cannot hold comes from `base`. */
export function schemeOfBrat(files: BratFiles, file: string, base?: Scheme): ReadScheme {
  const { scheme: declared, notes: lines, groups, rules } = readConfig(files.annotation, file);
  if (!declared) throw new PostilError('refused', MESSAGES.noTypes, { file });
  const notes = lines.map(({ message, where }) => `${where.file}:${where.line}: ${message}`);
  if (groups.length > 0) notes.push(MESSAGES.groupsOnly(groups));
  if (rules > 0) notes.push(MESSAGES.nestingRules(rules));
  const shown = withVisual(declared, files, notes);
  if (!base) return { scheme: shown.scheme, renames: [], notes };
  notes.push(MESSAGES.keptBeside);
  return { scheme: keepWhatIsNotIn(shown.scheme, base, shown.stated), renames: [], notes };
}

function withVisual(
  scheme: Scheme,
  { visual, shortcuts }: BratFiles,
  notes: string[],
): { scheme: Scheme; stated: Stated } {
  const { labels, hues, unread } = readVisual(visual ?? '');
  const labelled = <Part extends { readonly name: string; readonly label: string }>(part: Part): Part => {
    const label = labels.get(part.name);
    return label === undefined ? part : { ...part, label: label.slice(0, 80) };
  };
  const coloured = <Part extends { readonly name: string; readonly hue: number }>(part: Part): Part => {
    const hue = hues.get(part.name);
    return hue === undefined ? part : { ...part, hue };
  };
  const keys = keysOf(scheme, shortcuts ?? '', notes);
  const types = scheme.types.map((type): SpanType => {
    const key = keys.get(type.name);
    return {
      ...coloured(labelled(type)),
      attributes: type.attributes.map(labelled),
      slots: type.slots.map(labelled),
      ...(key !== undefined && { key }),
    };
  });
  const relations = scheme.relations.map((relation) => ({
    ...coloured(labelled(relation)),
    attributes: relation.attributes.map(labelled),
  }));
  const known = new Set(
    [...scheme.types, ...scheme.relations].flatMap((part) => [
      part.name,
      ...part.attributes.map(({ name }) => name),
      ...('slots' in part ? part.slots.map(({ name }) => name) : []),
    ]),
  );
  const unused = [...labels.keys()].filter((name) => !known.has(name));
  if (unused.length > 0) notes.push(MESSAGES.labelsUnused(unused.length, unused[0]!));
  const own = unread.filter((line) => known.has(line.split(' ')[0]!));
  if (own.length > 0) notes.push(MESSAGES.coloursUnread(own.length, own[0]!));
  const stated = {
    labels: new Set(labels.keys()),
    hues: new Set(hues.keys()),
    keys: shortcuts !== undefined,
  };
  return { scheme: { ...scheme, types, relations }, stated };
}

/** The keys of types by name. brat does not mind how a name is capitalised. */
function keysOf({ types }: Scheme, shortcuts: string, notes: string[]): Map<string, string> {
  const keys = new Map<string, string>();
  const unused: string[] = [];
  for (const { key, name } of readShortcuts(shortcuts)) {
    const type =
      types.find((each) => each.name === name) ??
      types.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const free = type && !keys.has(type.name) && ![...keys.values()].includes(key) && /^\p{L}$/u.test(key);
    if (free) keys.set(type.name, key);
    else unused.push(`${key.toUpperCase()} ${name}`);
  }
  if (unused.length > 0) notes.push(MESSAGES.keysUnused(unused.length, unused[0]!));
  return keys;
}

/** Returns the texts of annotation.conf, visual.conf and kb_shortcuts.conf of a scheme. */
export function schemeAsBrat(scheme: Scheme): Required<BratFiles> & { readonly losses: LossTally } {
  const losses = new LossTally();
  const names = new StoredNames(scheme, losses);
  const annotation = new ConfigWriter(names, new DeclaredAttributes({ scheme }), losses).text();
  const stored = (kind: NameKind, name: string) => names.of(kind, name, false);
  const labels = new Map<string, string>();
  const label = (kind: NameKind, part: { readonly name: string; readonly label: string }) => {
    const name = stored(kind, part.name);
    // brat has one label for a name, wherever it stands.
    if (!labels.has(name)) labels.set(name, part.label.replaceAll('|', '/'));
  };
  const relations = scheme.relations.filter(({ ends }) => ends === 'span');
  for (const type of scheme.types) label('type', type);
  for (const relation of relations) label('relation', relation);
  for (const { slots } of scheme.types)
    for (const slot of slots) if (slot.accepts.includes('span')) label('role', slot);
  for (const { attributes } of [...scheme.types, ...relations])
    for (const attribute of attributes) if (optionsOf(attribute) !== null) label('attribute', attribute);
  const visual = [
    '[labels]',
    '',
    ...[...labels].map(([name, text]) => `${name} | ${text}`),
    '',
    '[drawing]',
    '',
    'SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken',
    'ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5',
    ...scheme.types.map(({ name, hue }) => `${stored('type', name)}\tbgColor:${hueColour(hue)}`),
    ...relations.map(({ name, hue }) => `${stored('relation', name)}\tcolor:${hueColour(hue)}`),
    '',
  ];
  const shortcuts = scheme.types.flatMap(({ key, name }) =>
    key === undefined ? [] : `${key.toUpperCase()}\t${stored('type', name)}`,
  );
  return { annotation, visual: visual.join('\n'), shortcuts: [...shortcuts, ''].join('\n'), losses };
}
