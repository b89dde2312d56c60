import { ArrowDown, ArrowUp, Replace, Search, X } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Document } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { closeFind, findIn, showFound, stepFound, tagFoundAs } from '../../commands/find.ts';
import { runAction } from '../../commands/index.ts';
import { editor } from '../../state/editor-ref.ts';
import { keyName } from '../../state/keys.ts';
import { useFind } from '../../state/find.ts';
import { Button } from '../../ui/Button.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { Toggle } from './Toggle.tsx';
import { TypeMenu } from './TypeMenu.tsx';
import { TEXTS } from './texts.ts';
import styles from './find.module.css';

interface FindBarProps {
  document: Document;
  scheme: Scheme;
}

/** The bar that finds text in the open article; shown above the text until it is closed. */
export function FindBar(props: FindBarProps) {
  const open = useFind((find) => find.open);
  return open ? <OpenFindBar {...props} /> : null;
}

function OpenFindBar({ document, scheme }: FindBarProps) {
  const { text, wholeWords, matchCase, hits, at, asked } = useFind();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  // Show typed letters immediately, even if searching a long text takes longer.
  const wanted = useDeferredValue(text);
  const sought = useMemo(() => ({ text: wanted, wholeWords, matchCase }), [wanted, wholeWords, matchCase]);
  const found = useMemo(() => findIn(document.text, sought), [document.text, sought]);
  useEffect(() => showFound(found, sought), [found, sought]);
  useEffect(() => {
    const shown = editor();
    const current = hits[at];
    shown?.setMarks('search', hits);
    shown?.setMarks('search-current', current ? [current] : []);
    return () => {
      editor()?.setMarks('search', []);
      editor()?.setMarks('search-current', []);
    };
  }, [hits, at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') stepFound(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') stepFound(1);
    else if (event.key === 'ArrowUp') stepFound(-1);
    else return;
    event.preventDefault();
  };
  const nothing = text.trim() !== '' && hits.length === 0;
  return (
    <div
      className={styles.bar}
      role="search"
      aria-label={TEXTS.find}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        closeFind();
        event.preventDefault();
      }}
    >
      <div className={styles.field} data-nothing={nothing || undefined}>
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="text"
          spellCheck={false}
          aria-label={TEXTS.find}
          placeholder={TEXTS.find}
          dir="auto"
          maxLength={10_000}
          value={text}
          onChange={({ target }) => useFind.setState({ text: target.value })}
          onKeyDown={onKeyDown}
        />
        <Toggle {...TEXTS.matchCase} on={matchCase} onChange={(on) => useFind.setState({ matchCase: on })} />
        <Toggle
          {...TEXTS.wholeWords}
          on={wholeWords}
          onChange={(on) => useFind.setState({ wholeWords: on })}
        />
      </div>
      <span className={styles.count} role="status" data-testid="find-count">
        {text.trim() === '' ? '' : hits.length === 0 ? TEXTS.notFound : TEXTS.at(at, hits.length)}
      </span>
      <Button
        kind="quiet"
        icon
        data-repeats
        aria-label={TEXTS.previous}
        title={TEXTS.previousHelp(keyName('find.previous'))}
        disabled={hits.length === 0}
        onClick={() => stepFound(-1)}
      >
        <ArrowUp size={15} aria-hidden />
      </Button>
      <Button
        kind="quiet"
        icon
        data-repeats
        aria-label={TEXTS.next}
        title={TEXTS.nextHelp(keyName('find.next'))}
        disabled={hits.length === 0}
        onClick={() => stepFound(1)}
      >
        <ArrowDown size={15} aria-hidden />
      </Button>
      <span className={styles.spring} />
      <Writing>
        <Button
          kind="quiet"
          title={TEXTS.replaceHelp(keyName('text.replace'))}
          onClick={() => runAction('text.replace')}
        >
          <Replace size={14} aria-hidden /> {TEXTS.replace}
        </Button>
      </Writing>
      <TypeMenu
        label={TEXTS.tagFound(hits.length)}
        scheme={scheme}
        isDisabled={hits.length === 0}
        onPick={(type) => void tagFoundAs(type)}
      />
      <Button kind="quiet" icon aria-label={TEXTS.close} title={TEXTS.closeHelp} onClick={closeFind}>
        <X size={15} aria-hidden />
      </Button>
    </div>
  );
}
