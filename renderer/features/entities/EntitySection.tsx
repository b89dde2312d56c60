import { X } from 'lucide-react';
import { useId, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { Candidate } from '../../../shared/contract/entities.ts';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import {
  acceptOffered,
  isName,
  linkNew,
  mentionWords,
  offerOf,
  openEntity,
  searchFor,
  setEntities,
} from '../../commands/entities.ts';
import { editor } from '../../state/editor-ref.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import controls from '../../ui/controls.module.css';
import inspector from '../inspector/inspector.module.css';
import { EntityName } from './EntityName.tsx';
import { REASONS } from './reasons.ts';
import styles from './section.module.css';

interface EntitySectionProps {
  span: Span;
  type: SpanType;
  scheme: Scheme;
  text: string;
}

/** What a mention is linked to, what is offered for it, and the field that finds others. */
export function EntitySection({ span, type, scheme, text }: EntitySectionProps) {
  const named = useCall(['entities'], 'entities.named', { ids: span.entities }, { keep: true });
  const linked = (named.data?.entities ?? []).filter(({ id }) => span.entities.includes(id));
  const words = mentionWords(span, text);
  const unlink = (id: (typeof span.entities)[number]) =>
    void setEntities(
      span,
      span.entities.filter((each) => each !== id),
    );
  return (
    <section className={inspector.section} aria-label="Entity">
      <div className={styles.head}>
        <h2 className={inspector.heading}>
          {linked.length > 1 ? `Entities: a group of ${linked.length}` : 'Entity'}
        </h2>
        <KeyCap keys="Alt+L" />
      </div>
      {linked.length > 0 && (
        <ul className={styles.chips}>
          {linked.map((entity) => (
            <li key={entity.id}>
              <button
                type="button"
                className={styles.chip}
                title="Open its page (Alt O)"
                onClick={() => openEntity(entity.id)}
              >
                <EntityName entity={entity} scheme={scheme} />
              </button>
              <Button
                kind="quiet"
                icon
                aria-label={`Unlink ${entity.name}`}
                title="Unlink"
                onClick={() => unlink(entity.id)}
              >
                <X size={13} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {span.entities.length === 0 && <Offer span={span} type={type} scheme={scheme} words={words} />}
      {/* Once linked, the words are no longer what is looked for. */}
      <EntityField key={span.entities.length} span={span} scheme={scheme} words={words} />
      {type.name === 'NORP' && linked.length === 0 && (
        <p className={controls.help}>A nationality or group may be linked to its country.</p>
      )}
    </section>
  );
}

/** The one entity that a key accepts without looking any further. */
function Offer({ span, type, scheme, words }: Omit<EntitySectionProps, 'text'> & { words: string }) {
  const { data } = useCall(['entities'], 'entities.search', searchFor(span, words), { keep: false });
  if (!data || !isName(span)) return null;
  const offer = offerOf(data.candidates, span);
  // Nobody keeps a registry of Wednesdays.
  if (!offer && type.attributes.some(({ kind }) => kind === 'date')) return null;
  return (
    <button type="button" className={styles.offer} data-testid="offer" onClick={() => void acceptOffered()}>
      <span className={styles.offered}>
        {offer ? (
          <>
            <EntityName entity={offer.entity} scheme={scheme} />
            <span className={styles.why}>{REASONS[offer.why]}</span>
          </>
        ) : (
          <span className={styles.why}>New entity “{words}”</span>
        )}
      </span>
      <KeyCap keys="Alt+Enter" />
    </button>
  );
}

interface EntityFieldProps {
  span: Span;
  scheme: Scheme;
  words: string;
}

/** Finds an entity as one types. Enter links the first, Escape goes back to the text. */
function EntityField({ span, scheme, words }: EntityFieldProps) {
  const listId = useId();
  const [query, setQuery] = useState(isName(span) && span.entities.length === 0 ? words : '');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { data } = useCall(['entities'], 'entities.search', searchFor(span, query), {
    enabled: open,
    keep: true,
  });
  const candidates = (data?.candidates ?? []).filter(({ entity }) => !span.entities.includes(entity.id));
  const name = query.replace(/\s+/g, ' ').trim();
  const choices: (Candidate | string)[] = name === '' ? candidates : [...candidates, name];
  const active = Math.min(at, choices.length - 1);

  const choose = (choice: Candidate | string | undefined) => {
    if (choice === undefined) return;
    if (typeof choice === 'string') void linkNew(span, choice);
    else void setEntities(span, [...span.entities, choice.entity.id]);
    setOpen(false);
    editor()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((active + 1) % choices.length);
    else if (event.key === 'ArrowUp') setAt((active - 1 + choices.length) % choices.length);
    else if (event.key === 'Enter' && !event.altKey) choose(choices[active]);
    else if (event.key === 'Escape') {
      setOpen(false);
      editor()?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles.field}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>) =>
        !currentTarget.contains(relatedTarget) && setOpen(false)
      }
    >
      <input
        data-entity-field
        type="search"
        className={controls.input}
        role="combobox"
        aria-label="Find an entity"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && choices.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={span.entities.length === 0 ? 'Find an entity' : 'Link another one too'}
        spellCheck={false}
        value={query}
        onFocus={() => setOpen(true)}
        onChange={({ target }) => {
          setQuery(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label="Entities offered" className={styles.list} hidden={!open}>
        {choices.map((choice, i) => (
          <li
            key={typeof choice === 'string' ? 'new' : choice.entity.id}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === active}
            className={styles.option}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setAt(i)}
            onClick={() => choose(choice)}
          >
            {typeof choice === 'string' ? (
              <span className={styles.fresh}>New entity “{choice}”</span>
            ) : (
              <Option candidate={choice} scheme={scheme} />
            )}
          </li>
        ))}
        {choices.length === 0 && <li className={styles.none}>Type a name.</li>}
      </ul>
    </div>
  );
}

function Option({ candidate: { entity, why, mentions }, scheme }: { candidate: Candidate; scheme: Scheme }) {
  const id = entity.externalId;
  const about = [
    REASONS[why],
    `${mentions.toLocaleString()} ${mentions === 1 ? 'mention' : 'mentions'}`,
    id && `${id.authority} ${id.value}`,
  ];
  return (
    <>
      <span className={styles.line}>
        <EntityName entity={entity} scheme={scheme} />
      </span>
      <span className={styles.why}>{about.filter(Boolean).join(' · ')}</span>
    </>
  );
}
