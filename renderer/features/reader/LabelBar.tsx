import { useMemo } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { counted } from '../../../shared/text/counted.ts';
import { toggleLayer } from '../../commands/layers.ts';
import { answerPrompt, tag } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { useArticle } from '../../state/article.ts';
import { keyName } from '../../state/keys.ts';
import { useWhyLocked } from '../../state/queries.ts';
import { setView, useView } from '../../state/view.ts';
import { MANY_TYPES } from '../../ui/matching-types.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { ArcsMenu } from '../relations/ArcsMenu.tsx';
import styles from './reader.module.css';

interface LabelBarProps {
  scheme: Scheme;
  hiddenLayers: readonly string[];
}

/**
 * The types with their keys and how often each is used here; layers are shown and hidden. Nothing that comes and goes
 * takes room: a bar that wraps anew moves the text under the pointer.
 */
export function LabelBar({ scheme, hiddenLayers }: LabelBarProps) {
  const prompt = useView((view) => view.typePrompt);
  const locked = useWhyLocked();
  const spans = useArticle((article) => article.spans);
  const counts = new Map<string, number>();
  for (const { type } of spans) counts.set(type, (counts.get(type) ?? 0) + 1);
  const places = useMemo(() => new Map(scheme.types.map(({ name }, i) => [name, i])), [scheme]);
  const inLayers = scheme.types.filter(({ layer }) => !hiddenLayers.includes(layer));
  const shown = barTypes(inLayers, counts);
  const pick = (type: SpanType) => {
    if (prompt) answerPrompt(type.name);
    else tag(type.name);
    editor()?.focus();
  };
  return (
    <div className={styles.labelBar} data-prompt={prompt ?? undefined}>
      <div className={styles.types} role="toolbar" aria-label="Types">
        {shown.map((type) => (
          <button
            key={type.name}
            type="button"
            className={`${styles.type} ${typeClass(places.get(type.name) ?? -1)}`}
            data-family={type.family}
            aria-keyshortcuts={type.key}
            aria-disabled={locked !== null || undefined}
            title={`${type.label}${type.key ? ` – key ${type.key.toUpperCase()}` : ''}\n\n${locked ?? plain(type.guideline)}`}
            // Keeps the text's selection, which is what gets tagged.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(type)}
          >
            {type.key && <kbd aria-hidden>{type.key.toUpperCase()}</kbd>}
            <span className={styles.typeName}>{type.name}</span>
            <span className={styles.count}>{short(counts.get(type.name) ?? 0)}</span>
          </button>
        ))}
        {shown.length < inLayers.length && (
          <button
            type="button"
            className={styles.allTypes}
            title={`Find one of all types by its name (${keyName('palette.open')})`}
            onClick={() => setView({ paletteOpen: true })}
          >
            {counted(inLayers.length, 'type')}…
          </button>
        )}
      </div>
      <div className={styles.layers} role="group" aria-label="Layers">
        {scheme.layers.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            aria-pressed={!hiddenLayers.includes(name)}
            title={`Show or hide ${label}; by key: Ctrl K, then its name`}
            onClick={() => toggleLayer(name)}
          >
            {label}
          </button>
        ))}
        <ArcsMenu scheme={scheme} />
        {prompt && (
          <p className={styles.prompt} role="status">
            {prompt === 'change' ? 'Change the type' : 'Duplicate as another type'}: press its key, Esc to
            leave
          </p>
        )}
      </div>
    </div>
  );
}

/** So many types the bar shows of a scheme with more than {@link MANY_TYPES}. */
const SHOWN = 60;

/** Of very many types those that have a key and those that are used here; the others are found by their names. */
function barTypes(types: readonly SpanType[], counts: ReadonlyMap<string, number>): readonly SpanType[] {
  if (types.length <= MANY_TYPES) return types;
  const wanted = types.filter(({ key, name }) => key !== undefined || counts.has(name));
  // Without any of these the bar would say nothing of the scheme.
  const chosen = new Set((wanted.length > 0 ? wanted : types).slice(0, SHOWN));
  return types.filter((type) => chosen.has(type));
}

/** A count in the room for three characters; none is not worth a zero. */
function short(count: number): string {
  if (count === 0) return '';
  return count < 1000 ? String(count) : `${Math.min(99, Math.floor(count / 1000))}k`;
}

/** Markdown as it reads in a tooltip. */
function plain(markdown: string): string {
  return markdown.replace(/[*_`#]/g, '');
}
