import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { OutputOf } from '../../../../shared/contract/index.ts';
import type { FillerInput } from '../../../../shared/contract/frames.ts';
import type { Span } from '../../../../shared/model/annotation.ts';
import type { SlotDeclaration } from '../../../../shared/model/scheme.ts';
import { call } from '../../../api.ts';
import { fill } from '../../../commands/frames.ts';
import { editor } from '../../../state/editor-ref.ts';
import { activeSlot, useFrame } from '../../../state/frame.ts';
import { useCall } from '../../../state/queries.ts';
import { toast, toastError } from '../../../state/view.ts';
import controls from '../../../ui/controls.module.css';
import { TEXTS as ENTITY_TEXTS } from '../../entities/texts.ts';
import styles from './frame.module.css';
import { TEXTS } from '../texts.ts';

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly filler: FillerInput;
}

/** Returns what the words could name, the likeliest first. */
function choicesOf(
  slot: SlotDeclaration,
  words: string,
  found: OutputOf<'slots.candidates'> | undefined,
): Choice[] {
  const entities = (found?.entities ?? []).map(({ entity: { id, name, type }, why }) => ({
    key: id,
    label: name,
    kind: [type ?? 'entity', why !== 'name' && ENTITY_TEXTS.reasons[why]].filter(Boolean).join(' · '),
    filler: { entity: id },
  }));
  const documents = (found?.documents ?? []).map(({ id, name }) => ({
    key: id,
    label: name,
    kind: 'document',
    filler: { document: id },
  }));
  const text = { key: 'text', label: `“${words}”`, kind: TEXTS.asText, filler: { text: words } };
  return [...entities, ...documents, ...(slot.accepts.includes('text') ? [text] : [])];
}

/** Fills a slot with something the article does not name: an entity of the registry, a document, or a free text. */
export function NameInput({ span, slot }: { span: Span; slot: SlotDeclaration }) {
  const naming = useFrame((frame) => frame.naming);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (naming) input.current?.focus();
  }, [naming]);
  const wanted = search.trim();
  const query = { span: span.id, slot: slot.name, search: wanted };
  const { data, isPlaceholderData } = useCall('slots.candidates', query, {
    enabled: wanted !== '',
    keep: true,
  });
  const choices = wanted === '' ? [] : choicesOf(slot, wanted, data);
  const back = () => {
    useFrame.setState({ naming: false });
    editor()?.focus();
  };
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    setSearch('');
    back();
    void fill(choice.filler);
  };
  /** Takes the first result of a search that is still running, not the one shown for fewer letters, without blocking. */
  const takeFirst = async () => {
    const active = activeSlot();
    setSearch('');
    back();
    try {
      const [first] = choicesOf(slot, wanted, await call('slots.candidates', query));
      if (first) await fill(first.filler, active);
      else toast(TEXTS.noneCalled(wanted));
    } catch (error) {
      toastError(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && wanted !== '' && (!data || isPlaceholderData)) void takeFirst();
    else if (event.key === 'Enter') take(choices[at]);
    else if (event.key === 'Escape') back();
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const kinds = slot.accepts.filter((kind) => kind !== 'span').join(', ');
  return (
    <div className={styles.naming}>
      <input
        ref={input}
        className={controls.input}
        type="text"
        value={search}
        placeholder={TEXTS.name(kinds)}
        aria-label={TEXTS.nameFor(kinds.replaceAll(', ', TEXTS.or), slot.label)}
        onChange={({ target }) => {
          setSearch(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {wanted !== '' && (
        <ul aria-label={TEXTS.found}>
          {choices.map((choice, i) => (
            <li key={choice.key}>
              <button
                type="button"
                tabIndex={-1}
                className={styles.offer}
                data-current={i === at || undefined}
                onClick={() => take(choice)}
              >
                <span dir="auto">{choice.label}</span>
                <small>{choice.kind}</small>
              </button>
            </li>
          ))}
          {choices.length === 0 && <li className={styles.nothing}>{TEXTS.none}</li>}
        </ul>
      )}
    </div>
  );
}
