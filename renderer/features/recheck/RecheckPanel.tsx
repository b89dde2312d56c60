import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { goToRecheck } from '../../commands/recheck.ts';
import { useArticle } from '../../state/article.ts';
import { useCall } from '../../state/queries.ts';
import { forgetRecheck, useRecheck, useRecheckCounts } from '../../state/recheck.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionList } from '../../ui/OptionList.tsx';
import { Select } from '../../ui/Select.tsx';
import { RecheckCard } from './RecheckCard.tsx';
import { classOf, labelOf } from './names.ts';
import { TEXTS } from './texts.ts';
import styles from './recheck.module.css';

/** Maximum number of annotations listed; more follow as these are decided. */
const LISTED = 200;

/** The annotations from before their type changed its meaning, beside the article in which each is looked at again. */
export function RecheckPanel({ scheme }: { scheme: Scheme }) {
  const { type, rows, current } = useRecheck();
  const counts = useRecheckCounts();
  const { data: list, dataUpdatedAt } = useCall(
    'recheck.list',
    { limit: LISTED, ...(type !== null && { type }) },
    { keep: true },
  );
  // With every reading: a decision removes its row at once, and a reading after its undo is equal to the one before it.
  useEffect(() => {
    if (list) useRecheck.setState({ rows: list.rows });
  }, [list, dataUpdatedAt]);
  useEffect(() => {
    if (current === null && rows[0]) goToRecheck(rows[0]);
  }, [current, rows]);
  // A click on a listed annotation, and an undo, select it in the article.
  const selected = useArticle((article) => article.selected);
  useEffect(() => {
    const { rows: listed, current: shown } = useRecheck.getState();
    const index = listed.findIndex(({ span }) => span !== null && span === selected);
    if (index >= 0 && listed[index]!.id !== shown?.id)
      useRecheck.setState({ current: listed[index]!, at: index });
  }, [selected]);
  const at = rows.findIndex(({ id }) => id === current?.id);
  const types = counts?.types ?? [];
  if (!list) return <div className={styles.panel} />;
  return (
    <div className={styles.panel} data-recheck>
      <div className={styles.head}>
        <h2 role="status" data-testid="recheck-count">
          {TEXTS.count(counts?.count ?? 0)}
        </h2>
        <Button kind="quiet" icon aria-label={TEXTS.close} title={TEXTS.close} onClick={forgetRecheck}>
          <X size={15} aria-hidden />
        </Button>
      </div>
      {(types.length > 1 || type !== null) && (
        <Select
          look="filter"
          className={styles.types}
          aria-label={TEXTS.type}
          value={type ?? ''}
          options={[
            ['', TEXTS.allTypes],
            ...types.map(({ name, count }) => [name, TEXTS.ofType(labelOf(scheme, name), count)] as const),
          ]}
          onPick={(name) => useRecheck.setState({ type: name || null, current: null })}
        />
      )}
      {current && (
        <RecheckCard row={current} scheme={scheme} isListed={at >= 0} total={list.annotations} type={type} />
      )}
      {rows.length === 0 ? (
        <div className={styles.empty} data-empty>
          <p>
            <strong>{TEXTS.doneTitle}</strong>
          </p>
          <p>{TEXTS.done}</p>
        </div>
      ) : (
        <OptionList
          label={TEXTS.list}
          className={styles.list}
          count={rows.length}
          at={at}
          onWalk={(to) => rows[to] && goToRecheck(rows[to])}
          option={(index, attributes) => {
            const row = rows[index]!;
            return (
              <div key={row.id} role="presentation">
                {row.document !== rows[index - 1]?.document && (
                  <div className={styles.article} role="presentation" title={row.documentTitle}>
                    {row.documentTitle || TEXTS.noArticle}
                  </div>
                )}
                <div
                  {...attributes}
                  className={`${styles.row} ${classOf(scheme, row.type)}`}
                  onClick={() => goToRecheck(row)}
                >
                  <span className={styles.type}>{labelOf(scheme, row.type)}</span>
                  <span className={styles.words} dir="auto">
                    {row.text.replace(/\s+/g, ' ') || TEXTS.implicit}
                  </span>
                </div>
              </div>
            );
          }}
        >
          {list.annotations > list.rows.length && (
            <p className={styles.more}>{TEXTS.more(list.annotations - list.rows.length)}</p>
          )}
        </OptionList>
      )}
    </div>
  );
}
