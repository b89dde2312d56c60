import { ACTIONS, groupOf, type ActionId } from '../../../shared/actions.ts';
import { GUIDE } from '../../../shared/help/guide.ts';
import type { Span } from '../../../shared/model/annotation.ts';
import { optionsOf, type AttributeValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import type { PartKind } from '../../../shared/scheme-edit/names.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goTo } from '../../commands/documents.ts';
import { openEntity } from '../../commands/entities.ts';
import { isAvailable, runAction } from '../../commands/index.ts';
import { toggleLayer } from '../../commands/layers.ts';
import { changeType, setAttribute, tag } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { showGuide } from '../../state/guide.ts';
import { shownKeys, type Keys } from '../../state/keys.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { setView, toast } from '../../state/view.ts';
import type { Searchable } from './ranking.ts';
import { TEXTS } from './texts.ts';

/** One line of the palette. */
export interface Entry extends Searchable {
  readonly id: string;
  /** What tells it from others of its kind: the menu of a command, the source and date of an article. */
  readonly detail: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

/** Actions that change how the program looks and works, not the project. */
const SETTINGS: ReadonlySet<ActionId> = new Set([
  'profile',
  'theme.toggle',
  'view.left',
  'view.inspector',
  'zoom.in',
  'zoom.out',
  'zoom.reset',
  'arcs.cycle',
  'labels.cycle',
  'arcs.selection',
  'arcs.all',
  'arcs.none',
  'help.keys',
  'screen.scheme',
]);

/** Returns the actions, the layers and the types of the scheme, which can be run at once. */
export function commandEntries(
  scheme: Scheme | undefined,
  hiddenLayers: readonly string[],
  open: boolean,
  locked: boolean,
  keys: Keys,
): Entry[] {
  const actions = ACTIONS.filter(({ id }) => id !== 'palette.open' && isAvailable(id, open)).map(
    (action): Entry => ({
      id: action.id,
      kind: SETTINGS.has(action.id) ? 'setting' : 'command',
      label: action.label.replace(/…$/, ''),
      detail: groupOf(action),
      also: groupOf(action),
      keys: shownKeys(action, keys)[0],
      run: () => runAction(action.id),
    }),
  );
  const layers = (open ? (scheme?.layers ?? []) : []).map(({ name, label }): Entry => ({
    id: `layer:${name}`,
    kind: 'setting',
    label: TEXTS.layer(label, hiddenLayers.includes(name)),
    detail: TEXTS.layers,
    also: TEXTS.layers,
    run: () => toggleLayer(name),
  }));
  const types = (open && !locked ? (scheme?.types ?? []) : []).flatMap((type): Entry[] => [
    {
      id: `tag:${type.name}`,
      kind: 'command',
      label: TEXTS.tag(type.label),
      detail: TEXTS.types,
      also: TEXTS.types,
      keys: type.key,
      run: () => {
        editor()?.focus();
        tag(type.name);
      },
    },
    {
      id: `type:${type.name}`,
      kind: 'command',
      label: TEXTS.changeType(type.label),
      detail: TEXTS.types,
      also: TEXTS.types,
      keys: type.key && `Shift+${type.key}`,
      run: () => changeType(type.name),
    },
  ]);
  return [...actions, ...layers, ...types];
}

/** Returns the values of the closed lists of a span's attributes, which are set at once; none for a value that it has. */
export function valueEntries(scheme: Scheme | undefined, span: Span | undefined): Entry[] {
  const type = scheme && span && spanType(scheme, span.type);
  return (type?.attributes ?? []).flatMap((attribute) =>
    (optionsOf(attribute) ?? [])
      .filter((value) => span!.attributes[attribute.name] !== value)
      .map((value): Entry => ({
        id: `value:${attribute.name}:${value}`,
        kind: 'command',
        label: TEXTS.value(attribute.label, valueLabel(attribute, value)),
        detail: TEXTS.valueOf(type!.label),
        also: `${attribute.name} ${value}`,
        run: () => void setValue(span!.id, attribute.name, value),
      })),
  );
}

async function setValue(span: Uid, attribute: string, value: AttributeValue): Promise<void> {
  editor()?.focus();
  const refusal = await setAttribute(span, attribute, value);
  if (refusal !== null) toast(refusal, 'error');
}

/** Returns the places in the guide and the parts of the scheme. They are found by words, and not listed before. */
export function placeEntries(scheme: Scheme | undefined, open: boolean): Entry[] {
  if (!open) return [];
  return [
    ...GUIDE.map(({ id, title, group, body }): Entry => ({
      id: `guide:${id}`,
      kind: 'guide',
      label: title,
      detail: group,
      // The words of the glossary explain others, and are found by their own name only.
      also: group === 'Words' ? '' : body,
      run: () => showGuide(id),
    })),
    ...(scheme
      ? [
          ...partEntries('span', scheme.types, TEXTS.typeOfScheme),
          ...partEntries('relation', scheme.relations, TEXTS.relationOfScheme),
          ...partEntries('label', scheme.labels, TEXTS.labelOfScheme),
        ]
      : []),
  ];
}

function partEntries(
  kind: PartKind,
  parts: readonly { readonly name: string; readonly label: string }[],
  detail: string,
): Entry[] {
  return parts.map(({ name, label }) => ({
    id: `scheme:${kind}:${name}`,
    kind: 'setting',
    label,
    detail,
    also: name,
    run: () => {
      setView({ screen: 'scheme' });
      showPart({ kind, name });
    },
  }));
}

/** Returns an article as a line. */
export function articleEntry(id: Uid, title: string, detail: string): Entry {
  return { id: `article:${id}`, kind: 'article', label: title, detail, found: true, run: () => goTo(id) };
}

/** Returns an entity as a line. */
export function entityEntry(id: Uid, name: string, detail: string): Entry {
  return { id: `entity:${id}`, kind: 'entity', label: name, detail, found: true, run: () => openEntity(id) };
}

/** Returns the ids of a kind among ids of lines. */
export function idsOfKind(ids: readonly string[], kind: 'article' | 'entity'): Uid[] {
  return ids.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1) as Uid);
}
