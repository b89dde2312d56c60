import { X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { ComparedExample } from '../../../shared/contract/comparison.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { goToExample, useExamples, type Compared } from '../../commands/agreement.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { setAgreement, type AskedExamples } from '../../state/agreement.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXTS } from './texts.ts';
import styles from './examples.module.css';

interface ExampleListProps {
  compared: Compared;
  asked: AskedExamples;
  scheme: Scheme;
}

/** The examples behind a number, in context: Enter opens one in its article, Escape closes the list. */
export function ExampleList({ compared, asked, scheme }: ExampleListProps) {
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useExamples(compared, asked);
  const examples = data?.pages.flatMap((page) => page.examples) ?? [];
  const list = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    list.current?.focus();
  }, []);
  const close = () => {
    setAgreement({ asked: null });
    if (before.current instanceof HTMLElement || before.current instanceof SVGElement) before.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      step(list.current, event.key === 'ArrowDown');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <aside
      ref={list}
      className={styles.examples}
      aria-label={TEXTS.examples}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header>
        <h2>{asked.title}</h2>
        <Button kind="quiet" icon aria-label={TEXTS.closeExamples} title={TEXTS.closeKey} onClick={close}>
          <X size={16} aria-hidden />
        </Button>
        <p role="status">
          {error ? error.message : TEXTS.exampleCount(examples.length, hasNextPage, isFetching)}
        </p>
      </header>
      <ol>
        {examples.map((each) => (
          <ExampleItem
            key={JSON.stringify([each.source?.id, each.target?.id, each.fillers, each.document?.id])}
            one={each}
            scheme={scheme}
          />
        ))}
      </ol>
      {!isFetching && !error && examples.length === 0 && !hasNextPage && (
        <p className={styles.none}>{TEXTS.noExamples}</p>
      )}
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          {isFetching ? TEXTS.searching : TEXTS.searchMore}
        </Button>
      )}
    </aside>
  );
}

/** Moves the focus to the next or previous example; from the list itself to the first. */
function step(list: HTMLElement | null, forward: boolean): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[data-example]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = items[at === -1 ? 0 : at + (forward ? 1 : -1)];
  next?.focus();
}

function ExampleItem({ one, scheme }: { one: ComparedExample; scheme: Scheme }) {
  const { source, target, score, fillers, document } = one;
  const shown = source ?? target;
  const side = (span: ComparedExample['source'], name: string, nothing: string) => {
    const index = scheme.types.findIndex(({ name: type }) => type === span?.type);
    return (
      <span className={`${styles.side} ${span ? typeClass(index) : styles.nothing}`}>
        <small>{name}</small>
        {span ? (
          <>
            <b title={TEXTS.typeCode(span.type)}>{scheme.types[index]?.label ?? span.type}</b>
            {source && target && source.text !== target.text && <q dir="auto">{span.text}</q>}
          </>
        ) : (
          <em>{nothing}</em>
        )}
      </span>
    );
  };
  return (
    <li>
      <button
        type="button"
        data-example
        className={styles.example}
        title={TEXTS.openExample}
        onClick={() => goToExample(one)}
      >
        <span className={styles.place}>
          {shown?.documentTitle ?? document?.title ?? TEXTS.betweenEntities}
          {score !== null && <span> · {score.toFixed(2)}</span>}
        </span>
        {shown && (
          <span className={styles.words} dir="auto">
            {shown.before}
            <mark>{shown.text || TEXTS.noText}</mark>
            {shown.after}
          </span>
        )}
        {fillers ? (
          <span className={styles.sides}>
            <Filled name={TEXTS.found} words={fillers.source} />
            <Filled name={TEXTS.expected} words={fillers.target} />
          </span>
        ) : (
          <span className={styles.sides}>
            {side(source, TEXTS.found, TEXTS.nothing)}
            {side(target, TEXTS.expected, TEXTS.nothing)}
          </span>
        )}
      </button>
    </li>
  );
}

/** The text of a slot's filler in one of the sets. */
function Filled({ name, words }: { name: string; words: string | null }) {
  return (
    <span className={`${styles.side} ${words === null ? styles.nothing : ''}`}>
      <small>{name}</small>
      {words === null ? <em>{TEXTS.nothing}</em> : <b dir="auto">{words}</b>}
    </span>
  );
}
