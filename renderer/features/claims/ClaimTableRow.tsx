import type { ClaimRow } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import screens from '../../ui/screen.module.css';
import type { ColumnId } from './columns.ts';
import { Named } from './Named.tsx';
import { TEXTS } from './texts.ts';
import { Value } from './Value.tsx';
import styles from './claims.module.css';

/** Height of a row in px. All rows have the same height, so that the table needs no measuring. */
export const ROW_HEIGHT = 46;

interface ClaimTableRowProps {
  /** Undefined while it is loading. */
  row: ClaimRow | undefined;
  scheme: Scheme;
  columns: readonly { readonly id: ColumnId }[];
  /** Whether it has the claimer of the row above, in a table sorted by claimers. */
  continues: boolean;
  place: RowPlace;
  onOpen: () => void;
}

/** One claim in the table. */
export function ClaimTableRow({ row, scheme, columns, continues, place, onOpen }: ClaimTableRowProps) {
  return (
    <div
      {...place.attributes}
      {...(row && standsFor({ span: row.id, document: row.document, name: row.gloss || row.content }))}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      data-continues={continues || undefined}
      onClick={onOpen}
    >
      {row ? (
        columns.map(({ id }) => <Cell key={id} id={id} row={row} scheme={scheme} />)
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
        className={id === 'claimer' ? `${styles.named} ${styles.who}` : styles.named}
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
  const plain = id === 'cue' || id === 'topic';
  return (
    <div role="gridcell" title={text} dir="auto">
      {text === '' ? (
        <i>{TEXTS.noValue}</i>
      ) : plain ? (
        text
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
