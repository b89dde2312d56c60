import type { ClaimRow } from '../../../shared/contract/claims.ts';
import type { ClaimGrouping } from '../../../shared/model/claim-groups.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { MouseEvent } from 'react';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import screens from '../../ui/screen.module.css';
import type { ColumnId } from './columns.ts';
import { Choose } from './Choose.tsx';
import { Named } from './Named.tsx';
import { TEXTS } from './texts.ts';
import { Topic } from './Topic.tsx';
import { Value } from './Value.tsx';
import styles from './claims.module.css';

/** Height of a row in px. All rows have the same height, so that the table needs no measuring. */
export const ROW_HEIGHT = 46;

interface ClaimTableRowProps {
  /** Undefined while it is loading. */
  row: ClaimRow | undefined;
  scheme: Scheme;
  columns: readonly { readonly id: ColumnId }[];
  /** What the list is grouped by: the head of the group shows it too. */
  by: ClaimGrouping | null;
  chosen: boolean;
  place: RowPlace;
  onClick: (event: MouseEvent) => void;
  onChoose: (range: boolean) => void;
}

/** One claim in the table. */
export function ClaimTableRow({
  row,
  scheme,
  columns,
  by,
  chosen,
  place,
  onClick,
  onChoose,
}: ClaimTableRowProps) {
  return (
    <div
      {...place.attributes}
      {...(row && standsFor({ span: row.id, document: row.document, name: row.gloss || row.content }))}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      aria-level={by === null ? undefined : 2}
      data-by={by ?? undefined}
      aria-selected={chosen}
      onClick={onClick}
    >
      {row ? (
        <>
          <div role="gridcell" className={styles.chooses}>
            <Choose label={TEXTS.choose} chosen={chosen} onChoose={onChoose} />
          </div>
          {columns.map(({ id }) => (
            <Cell key={id} id={id} row={row} scheme={scheme} />
          ))}
        </>
      ) : (
        <div role="gridcell" className={styles.loading} />
      )}
    </div>
  );
}

function Cell({ id, row, scheme }: { id: ColumnId; row: ClaimRow; scheme: Scheme }) {
  if (id === 'claimer' || id === 'object') {
    const [name, words] = id === 'claimer' ? [row.claimer, row.claimerWords] : [row.object, row.objectWords];
    const none = id === 'claimer' ? (row.claimerEmpty ?? TEXTS.none) : TEXTS.noValue;
    return (
      <div
        role="gridcell"
        className={`${styles.named} ${id === 'claimer' ? styles.who : styles.about}`}
        title={words ? `${name} · ${words}` : name}
        dir="auto"
      >
        {name ? <Named name={name} words={words} /> : <i>{none}</i>}
      </div>
    );
  }
  if (id === 'claim') return <Claim row={row} />;
  if (id === 'article')
    return (
      <div role="gridcell" className={styles.article} title={`${row.documentTitle}\n${row.published}`}>
        <span dir="auto">{row.documentTitle}</span>
        <time dateTime={row.published}>{row.published}</time>
      </div>
    );
  const text = row[id];
  return (
    <div role="gridcell" className={id === 'topic' ? styles.on : undefined} title={text} dir="auto">
      {text === '' ? (
        <i>{TEXTS.noValue}</i>
      ) : id === 'cue' ? (
        text
      ) : id === 'topic' ? (
        <Topic scheme={scheme} value={text} type={row.type} />
      ) : (
        <Value scheme={scheme} claim={row} attribute={id} />
      )}
    </div>
  );
}

/** What is claimed: the gloss, and under it the words of the article; the words alone if there is no gloss. */
function Claim({ row: { gloss, content, implicit } }: { row: ClaimRow }) {
  const words = content || (implicit ? TEXTS.implicit : TEXTS.noContent);
  return (
    <div role="gridcell" className={styles.claim} title={gloss ? `${gloss}\n${words}` : words}>
      {gloss && (
        <span className={styles.gloss} dir="auto">
          {gloss}
        </span>
      )}
      <span
        className={styles.content}
        data-under={gloss !== '' || undefined}
        data-none={content === '' || undefined}
        dir="auto"
      >
        {words}
      </span>
    </div>
  );
}
