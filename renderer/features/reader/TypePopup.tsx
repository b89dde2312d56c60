import { namesAbove } from '../../../shared/model/type-tree.ts';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { tag } from '../../commands/spans.ts';
import { offerTypes } from '../../commands/type-popup.ts';
import { editor } from '../../state/editor-ref.ts';
import { useTypeCounts } from '../../state/span-counts.ts';
import { closeTypePopup, useTypePopup } from '../../state/type-popup.ts';
import { matchingTypes, typesToOffer } from '../../ui/matching-types.ts';
import { Swatch } from '../../ui/Swatch.tsx';
import controls from '../../ui/controls.module.css';
import styles from './type-popup.module.css';
import { TEXTS } from './texts.ts';

/** Types that are offered at once; the others are found by name. */
const OFFERED = 9;
/** With more types than letters the field for a name is always there. */
const LETTERS = 26;
/** How long the hand rests on selected words before types are offered (ms). */
const REST = 400;
/** The size of the pop-up, as in the style sheet, and its distance from the words and the edge of the window (px). */
const [WIDTH, HEIGHT, GAP] = [336, 132, 6];

interface TypePopupProps {
  scheme: Scheme;
  hiddenLayers: readonly string[];
}

/** The types beside the selected words: after they were selected with the mouse, or by key. */
export function TypePopup(props: TypePopupProps) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const released = ({ button, target }: MouseEvent) => {
      clearTimeout(timer);
      if (button === 0 && editor()?.view.dom.contains(target as Node))
        timer = setTimeout(() => offerTypes(false), REST);
    };
    const stopped = (event: Event) => {
      clearTimeout(timer);
      // Other keys change the selection, which closes it too.
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (!(event.target instanceof Element && event.target.closest('[data-type-popup]'))) closeTypePopup();
    };
    window.addEventListener('mouseup', released);
    for (const name of ['mousedown', 'keydown', 'wheel'] as const)
      window.addEventListener(name, stopped, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('mouseup', released);
      for (const name of ['mousedown', 'keydown', 'wheel'] as const)
        window.removeEventListener(name, stopped, { capture: true });
    };
  }, []);
  const isOpen = useTypePopup(({ at }) => at !== null);
  return isOpen && <Offered {...props} />;
}

function Offered({ scheme, hiddenLayers }: TypePopupProps) {
  const { at, byKey } = useTypePopup();
  const counts = useTypeCounts();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (byKey) field.current?.focus();
  }, [byKey]);
  if (!at) return null;
  const inLayers = scheme.types.filter(({ layer }) => !hiddenLayers.includes(layer));
  const { shown } =
    words.trim() === ''
      ? { shown: typesToOffer(inLayers, (name) => counts.get(name)?.all ?? 0, OFFERED) }
      : matchingTypes(inLayers, words, OFFERED);
  const take = (type: SpanType | undefined) => {
    if (!type) return;
    closeTypePopup();
    editor()?.focus();
    tag(type.name);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Enter') take(shown[active]);
    else if (event.key === 'Escape') {
      closeTypePopup();
      editor()?.focus();
    } else if (step && shown.length > 0) setActive((active + step + shown.length) % shown.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isBelow = at.bottom + GAP + HEIGHT < innerHeight;
  const place = {
    left: Math.max(GAP, Math.min(at.left, innerWidth - WIDTH - GAP)),
    ...(isBelow ? { top: at.bottom + GAP } : { bottom: innerHeight - at.top + GAP }),
  };
  return (
    <div className={styles.popup} style={place} data-type-popup role="group" aria-label={TEXTS.typesForWords}>
      <div className={styles.types}>
        {shown.map((type, i) => (
          <button
            key={type.name}
            type="button"
            className={styles.type}
            data-active={(byKey && i === active) || undefined}
            title={[...namesAbove(scheme, type.name).reverse(), type.name].join(' › ')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(type)}
          >
            <Swatch place={scheme.types.indexOf(type)} family={type.family}>
              {type.key?.toUpperCase()}
            </Swatch>
            <span className={styles.name}>{type.label}</span>
          </button>
        ))}
        {shown.length === 0 && <p className={controls.help}>{TEXTS.noSuchType}</p>}
      </div>
      {(byKey || inLayers.length > LETTERS) && (
        <input
          ref={field}
          type="search"
          className={controls.input}
          aria-label={TEXTS.findType}
          placeholder={TEXTS.oneOfTypes(inLayers.length)}
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}
