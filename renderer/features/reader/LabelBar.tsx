import { inTreeOrder } from '../../../shared/model/type-tree.ts';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { definitionOf } from '../../../shared/guideline/blocks.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { toggleLayer } from '../../commands/layers.ts';
import { tag } from '../../commands/spans.ts';
import { answerPrompt } from '../../commands/type-prompt.ts';
import { editor } from '../../state/editor-ref.ts';
import { useHeldType } from '../../state/held-type.ts';
import { useRelating } from '../../state/relating.ts';
import { keyName } from '../../state/keys.ts';
import { useWhyLocked } from '../../state/queries.ts';
import { useTypeCounts, type TypeCounts } from '../../state/span-counts.ts';
import { setView, useView } from '../../state/view.ts';
import { Swatch } from '../../ui/Swatch.tsx';
import { MANY_TYPES } from '../../ui/matching-types.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { ArcsMenu } from '../relations/ArcsMenu.tsx';
import styles from './reader.module.css';
import { TEXTS } from './texts.ts';

/** A menu of many parts, which no tag changes. */
const Arcs = memo(ArcsMenu);

interface LabelBarProps {
  scheme: Scheme;
  hiddenLayers: readonly string[];
}

/**
 * The types with their keys and how often each is used here, and the switches of the layers. Nothing that appears and
 * disappears takes room: if the bar wrapped differently, the text would move under the pointer.
 */
export function LabelBar({ scheme, hiddenLayers }: LabelBarProps) {
  const prompt = useView((view) => view.typePrompt);
  const locked = useWhyLocked();
  const counts = useTypeCounts();
  const places = useMemo(() => new Map(scheme.types.map(({ name }, i) => [name, i])), [scheme]);
  const inLayers = inTreeOrder(scheme.types)
    .map(({ type }) => type)
    .filter(({ layer }) => !hiddenLayers.includes(layer));
  const shown = barTypes(inLayers, counts);
  const [isUnfolded, setUnfolded] = useState(false);
  // Another bar covers this one.
  const isCovered = useRelating(({ mark }) => mark !== null);
  const isQuarantine = useView((view) => view.screen === 'quarantine');
  return (
    <div className={styles.folding} inert={isCovered || isQuarantine}>
      <div
        className={styles.labelBar}
        data-collapsed={!isUnfolded || undefined}
        data-prompt={prompt ?? undefined}
        data-unfolded={isUnfolded || undefined}
      >
        {/* Only where the bar is folded to one line. */}
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={isUnfolded}
          aria-label={isUnfolded ? TEXTS.foldTypes : TEXTS.unfoldTypes}
          title={isUnfolded ? TEXTS.foldTypes : TEXTS.unfoldTypes}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {isUnfolded ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        </button>
        <div
          className={styles.types}
          role="toolbar"
          aria-label={TEXTS.types}
          onClick={() => setUnfolded(false)}
        >
          {shown.map((type) => (
            <TypeButton
              key={type.name}
              type={type}
              place={places.get(type.name) ?? -1}
              count={counts.get(type.name)?.all ?? 0}
              locked={locked}
            />
          ))}
          {shown.length < inLayers.length && (
            <button
              type="button"
              className={styles.allTypes}
              title={TEXTS.typeByName(keyName('palette.open'))}
              onClick={() => setView({ paletteOpen: true })}
            >
              {TEXTS.allTypes(inLayers.length)}
            </button>
          )}
        </div>
        <div className={styles.layers} role="group" aria-label={TEXTS.layers}>
          {scheme.layers.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              aria-pressed={!hiddenLayers.includes(name)}
              title={TEXTS.toggleLayer(label)}
              onClick={() => toggleLayer(name)}
            >
              {label}
            </button>
          ))}
          <Arcs scheme={scheme} />
          {prompt && (
            <p className={styles.prompt} role="status">
              {PROMPTS[prompt]}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

const PROMPTS = { change: TEXTS.changeType, duplicate: TEXTS.duplicate, hold: TEXTS.hold } as const;

interface TypeButtonProps {
  type: SpanType;
  /** Its place in the scheme. */
  place: number;
  count: number;
  locked: string | null;
}

/** A type with its key; tags the selection. */
const TypeButton = memo(function TypeButton({ type, place, count, locked }: TypeButtonProps) {
  const pick = () => {
    const { typePrompt } = useView.getState();
    if (typePrompt) answerPrompt(type.name);
    else tag(type.name);
    editor()?.focus();
  };
  const isHeld = useHeldType((held) => held.type === type.name);
  return (
    <button
      type="button"
      className={`${styles.type} ${typeClass(place)}`}
      aria-pressed={isHeld || undefined}
      data-family={type.family}
      aria-keyshortcuts={type.key}
      aria-disabled={locked !== null || undefined}
      title={TEXTS.type(type.label, type.name, type.key, locked ?? plain(definitionOf(type.guideline)))}
      // Keeps the text's selection, which is what gets tagged.
      onMouseDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      <Swatch place={place} family={type.family}>
        {type.key?.toUpperCase()}
      </Swatch>
      <span className={styles.typeName}>{type.label}</span>
      <span className={styles.count}>{short(count)}</span>
    </button>
  );
});

/** The maximum number of types shown of a scheme with more than {@link MANY_TYPES}. */
const SHOWN = 60;

/** Of very many types, returns those with a key and those used here; the others are found by name in the palette. */
function barTypes(types: readonly SpanType[], counts: TypeCounts): readonly SpanType[] {
  if (types.length <= MANY_TYPES) return types;
  const wanted = types.filter(({ key, name }) => key !== undefined || counts.has(name));
  // If there are none, show the first types, so that the bar is not empty.
  const chosen = new Set((wanted.length > 0 ? wanted : types).slice(0, SHOWN));
  return types.filter((type) => chosen.has(type));
}

/** A count in three characters; empty for 0. */
function short(count: number): string {
  if (count === 0) return '';
  return count < 1000 ? String(count) : `${Math.min(99, Math.floor(count / 1000))}k`;
}

/** Markdown as plain text for a tooltip. */
function plain(markdown: string): string {
  return markdown.replace(/[*_`#]/g, '');
}
