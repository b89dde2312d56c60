import { useState } from 'react';
import type { ConcordanceRow } from '../../../shared/contract/entities.ts';
import type { Entity } from '../../../shared/model/annotation.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goToSpan } from '../../commands/jump.ts';
import { splitOff } from '../../commands/registry.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { usePages } from '../../state/pages.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import { PagedList } from './PagedList.tsx';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

const ROW_HEIGHT = 46;

interface MentionsProps {
  entity: Entity;
  scheme: Scheme;
  set: Uid | null;
}

/** All mentions in context. Enter goes to one; ticked ones can be moved to a new entity. */
export function Mentions({ entity, scheme, set }: MentionsProps) {
  const [ticked, setTicked] = useState<readonly Uid[]>([]);
  const pages = usePages('entities.concordance', {
    entity: entity.id,
    ...(set && { set }),
  });
  const toggle = ({ span }: ConcordanceRow) =>
    setTicked(ticked.includes(span) ? ticked.filter((each) => each !== span) : [...ticked, span]);
  return (
    <>
      {ticked.length > 0 && (
        <SplitBar
          count={ticked.length}
          onUntick={() => setTicked([])}
          onSplit={(name) => void splitOff(entity.id, ticked, name)}
        />
      )}
      <PagedList
        label={TEXTS.tabs.mentions}
        pages={pages}
        rowHeight={ROW_HEIGHT}
        keyOf={({ span }) => span}
        thingOf={({ span, document, text }) => ({ span, document, name: text })}
        isTicked={({ span }) => ticked.includes(span)}
        onOpen={({ document, span }) => goToSpan(document, span)}
        onTick={toggle}
        render={(row) => (
          <span className={styles.mention}>
            <Context row={row} index={scheme.types.findIndex(({ name }) => name === row.type)} />
            <span className={styles.place}>
              {[row.published.slice(0, 10), row.documentTitle].filter(Boolean).join(' · ')}
            </span>
          </span>
        )}
        empty={pages.loaded && <p>{TEXTS.noMentionsHere}</p>}
      />
    </>
  );
}

/** Text with its context; the matches are aligned in one column. */
export function Context({
  row: { before, text, after },
  index,
}: {
  row: Pick<ConcordanceRow, 'before' | 'text' | 'after'>;
  index: number;
}) {
  return (
    <span className={styles.context} dir="auto">
      {/* Cut at its beginning, because the words next to the mention matter most. */}
      <span className={styles.before} data-spaced={/\s$/.test(before) || undefined}>
        <bdi>{before.replace(/\s+/g, ' ').trimEnd()}</bdi>
      </span>
      <mark className={`${styles.hit} ${typeClass(index)}`}>{text.replace(/\s+/g, ' ')}</mark>
      <span className={styles.after}>{after.replace(/\s+/g, ' ')}</span>
    </span>
  );
}

function SplitBar({
  count,
  onSplit,
  onUntick,
}: {
  count: number;
  onSplit: (name: string) => void;
  onUntick: () => void;
}) {
  const [name, setName] = useState('');
  return (
    <form
      className={styles.bar}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onSplit(name.trim());
      }}
    >
      <span>{TEXTS.tickedMentions(count)}</span>
      <input
        className={controls.input}
        aria-label={TEXTS.newName}
        placeholder={TEXTS.newName}
        value={name}
        maxLength={500}
        onChange={({ target }) => setName(target.value)}
      />
      <Button kind="primary" type="submit" disabled={name.trim() === ''}>
        {TEXTS.split}
      </Button>
      <Button kind="quiet" onClick={onUntick}>
        {TEXTS.untick}
      </Button>
    </form>
  );
}
