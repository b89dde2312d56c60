import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { toggleLayer } from '../../commands/layers.ts';
import { answerPrompt, tag } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { useArticle } from '../../state/article.ts';
import { useView } from '../../state/view.ts';
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
  const spans = useArticle((article) => article.spans);
  const counts = new Map<string, number>();
  for (const { type } of spans) counts.set(type, (counts.get(type) ?? 0) + 1);
  const shown = scheme.types.filter(({ layer }) => !hiddenLayers.includes(layer));
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
            className={`${styles.type} ${typeClass(scheme.types.indexOf(type))}`}
            data-family={type.family}
            aria-keyshortcuts={type.key}
            title={`${type.label}${type.key ? ` – key ${type.key.toUpperCase()}` : ''}\n\n${plain(type.guideline)}`}
            // Keeps the text's selection, which is what gets tagged.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(type)}
          >
            {type.key && <kbd aria-hidden>{type.key.toUpperCase()}</kbd>}
            <span className={styles.typeName}>{type.name}</span>
            <span className={styles.count}>{short(counts.get(type.name) ?? 0)}</span>
          </button>
        ))}
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

/** A count in the room for three characters; none is not worth a zero. */
function short(count: number): string {
  if (count === 0) return '';
  return count < 1000 ? String(count) : `${Math.min(99, Math.floor(count / 1000))}k`;
}

/** Markdown as it reads in a tooltip. */
function plain(markdown: string): string {
  return markdown.replace(/[*_`#]/g, '');
}
