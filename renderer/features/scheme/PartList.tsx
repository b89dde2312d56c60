import { inTreeOrder } from '../../../shared/model/type-tree.ts';
import { Plus } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { Family, Scheme } from '../../../shared/model/scheme.ts';
import { partKey, type PartName } from '../../../shared/scheme-edit/names.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { addToScheme, moveInScheme, moveUnderInScheme, shiftInScheme } from '../../commands/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useCall } from '../../state/queries.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Swatch } from '../../ui/Swatch.tsx';
import { Writing } from '../../ui/Writing.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface PartListProps {
  scheme: Scheme;
  part: PartName | null;
}

interface Entry {
  readonly part: PartName;
  readonly label: string;
  /** Of a relation type. */
  readonly hue?: number;
  /** Of a span type: its place in the scheme and its family. */
  readonly swatch?: { readonly place: number; readonly family: Family };
  readonly key?: string | undefined;
  /** Of a span type: how many types above it are in the same group. */
  readonly depth?: number;
  /** Annotations of every set; undefined until they are counted, and for parts that are not counted. */
  readonly uses?: number | undefined;
}

/** Groups with more parts than this render only those in view. */
const MANY = 200;
/** Height of a part in px; must match the style sheet. */
const ROW = 28;
/** Width of a level of the hierarchy of types, in px. */
const INDENT = 14;

interface EntriesProps {
  entries: readonly Entry[];
  part: PartName | null;
  scroller: RefObject<HTMLElement | null>;
}

/** The parts of a group. */
function Entries(props: EntriesProps) {
  if (props.entries.length > MANY) return <ManyEntries {...props} />;
  return props.entries.map((entry) => (
    <EntryButton key={partKey(entry.part)} entry={entry} part={props.part} />
  ));
}

/** Renders the entries in view and some around them, so that the arrow keys can move to those. */
function ManyEntries({ entries, part, scroller }: EntriesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(box.current?.offsetTop ?? 0), [entries.length]);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: margin,
  });
  // The selected part may be far down in the list, for example a type that was just added.
  const chosen = part === null ? -1 : entries.findIndex((entry) => partKey(entry.part) === partKey(part));
  useEffect(() => {
    if (chosen >= 0) virtual.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, virtual]);
  return (
    <div ref={box} className={styles.many} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => (
        <div key={index} className={styles.manyRow} style={{ transform: `translateY(${start - margin}px)` }}>
          <EntryButton entry={entries[index]!} part={part} />
        </div>
      ))}
    </div>
  );
}

function EntryButton({ entry, part }: { entry: Entry; part: PartName | null }) {
  return (
    <button
      type="button"
      data-part
      title={entry.label === entry.part.name ? undefined : `${entry.label}, ${entry.part.name}`}
      aria-current={part !== null && partKey(part) === partKey(entry.part)}
      style={entry.hue === undefined ? undefined : (typeColour(entry.hue) as CSSProperties)}
      onClick={() => showPart(entry.part)}
      {...(entry.part.kind === 'span' && draggedType(entry.part.name))}
    >
      {(entry.depth ?? 0) > 0 && (
        <span className={styles.indent} style={{ width: INDENT * entry.depth! }} aria-hidden />
      )}
      {entry.swatch && <Swatch {...entry.swatch} />}
      {entry.hue !== undefined && <span className={styles.dot} aria-hidden />}
      <span className={styles.partName}>{entry.label}</span>
      {entry.label !== entry.part.name && <span className={styles.code}>{entry.part.name}</span>}
      {entry.uses !== undefined && entry.uses > 0 && (
        <span className={styles.uses} title={TEXTS.usesOfPart(entry.uses)}>
          {grouped(entry.uses)}
        </span>
      )}
      {entry.key && <KeyCap keys={entry.key} />}
    </button>
  );
}

/** What the arrow keys do with the focused type while Alt is held. */
const MOVES: Readonly<Record<string, (type: string) => void>> = {
  ArrowUp: (name) => moveInScheme({ kind: 'span', name }, -1),
  ArrowDown: (name) => moveInScheme({ kind: 'span', name }, 1),
  ArrowRight: (name) => shiftInScheme(name, 'in'),
  ArrowLeft: (name) => shiftInScheme(name, 'out'),
};

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const type = document.activeElement?.getAttribute('data-type');
  const move = MOVES[event.key];
  if (!type || !move) return;
  event.preventDefault();
  event.stopPropagation();
  showPart({ kind: 'span', name: type });
  move(type);
}

/** The type that is dragged; the content of a drag can be read only when it is dropped. */
let dragged: string | null = null;

/** Lets a type be dragged onto another one, to move it under that. */
function draggedType(name: string) {
  const accepts = () => dragged !== null && dragged !== name;
  return {
    'data-type': name,
    draggable: true,
    onDragStart: () => (dragged = name),
    onDragEnd: () => (dragged = null),
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!accepts()) return;
      event.preventDefault();
      event.currentTarget.dataset['over'] = '';
    },
    onDragLeave: ({ currentTarget }: DragEvent<HTMLElement>) => delete currentTarget.dataset['over'],
    onDrop: (event: DragEvent<HTMLElement>) => {
      delete event.currentTarget.dataset['over'];
      if (!accepts()) return;
      event.preventDefault();
      const type = dragged!;
      showPart({ kind: 'span', name: type });
      moveUnderInScheme(type, name);
    },
  };
}

/** All parts, grouped by layer and kind; arrow keys move through them, with Alt they move the type. */
export function PartList({ scheme, part }: PartListProps) {
  const scroller = useRef<HTMLElement>(null);
  const uses = useCall('scheme.counts', {}, { keep: true }).data;
  const groups: { title: string; entries: Entry[]; add: string; onAdd: () => void }[] = [
    ...scheme.layers.map((layer) => ({
      title: layer.label,
      entries: inTreeOrder(scheme.types.filter((type) => type.layer === layer.name)).map(
        ({ type, depth }): Entry => ({
          part: { kind: 'span', name: type.name },
          label: type.label,
          swatch: { place: scheme.types.indexOf(type), family: type.family },
          key: type.key,
          depth,
          uses: uses?.span[type.name],
        }),
      ),
      add: TEXTS.addType(layer.label),
      onAdd: () => void addToScheme('span', undefined, layer.name),
    })),
    {
      title: TEXTS.relations,
      entries: scheme.relations.map(({ name, label, hue }): Entry => ({
        part: { kind: 'relation', name },
        label,
        hue,
        uses: uses?.relation[name],
      })),
      add: TEXTS.addRelation,
      onAdd: () => void addToScheme('relation'),
    },
    {
      title: TEXTS.labels,
      entries: scheme.labels.map(({ name, label }): Entry => ({
        part: { kind: 'label', name },
        label,
        uses: uses?.label[name],
      })),
      add: TEXTS.addLabel,
      onAdd: () => void addToScheme('label'),
    },
    {
      title: TEXTS.layers,
      entries: scheme.layers.map(({ name, label }): Entry => ({ part: { kind: 'layer', name }, label })),
      add: TEXTS.addLayer,
      onAdd: () => void addToScheme('layer'),
    },
  ];
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey) return moveByKey(event);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-part]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  };
  return (
    <nav ref={scroller} className={styles.parts} aria-label={TEXTS.parts} onKeyDown={walk}>
      <button type="button" data-part aria-current={part === null} onClick={() => showPart(null)}>
        {TEXTS.whole}
      </button>
      {groups.map(({ title, entries, add, onAdd }) => (
        <section key={title} aria-label={title}>
          <h2>
            {title}
            <Writing>
              <button type="button" className={styles.add} aria-label={add} title={add} onClick={onAdd}>
                <Plus size={14} aria-hidden />
              </button>
            </Writing>
          </h2>
          <Entries entries={entries} part={part} scroller={scroller} />
        </section>
      ))}
    </nav>
  );
}
