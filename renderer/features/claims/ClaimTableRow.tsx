import type { ClaimRow } from '../../../shared/contract/frames.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import screens from '../../ui/screen.module.css';
import styles from './claims.module.css';
import card from './card.module.css';

/** Height of a row in px. All rows have the same height, so that the table needs no measuring. */
export const ROW_HEIGHT = 46;

interface ClaimTableRowProps {
  /** Undefined while it is loading. */
  row: ClaimRow | undefined;
  place: RowPlace;
  onOpen: () => void;
}

/** One claim in the table. */
export function ClaimTableRow({ row, place, onOpen }: ClaimTableRowProps) {
  const content = row?.content || 'no words of its own';
  return (
    <div
      {...place.attributes}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      onClick={onOpen}
    >
      {row ? (
        <>
          <div role="gridcell" className={styles.gloss} title={row.gloss || content} dir="auto">
            {row.gloss || <i>{row.content || 'implicit, no gloss yet'}</i>}
          </div>
          <div role="gridcell" title={row.claimer} dir="auto">
            {row.claimer || <i>{row.claimerEmpty ?? 'none'}</i>}
          </div>
          <div role="gridcell" title={row.cue} dir="auto">
            {row.cue || <i>–</i>}
          </div>
          <div role="gridcell" className={styles.content} title={content} dir="auto">
            {row.implicit ? <i>implicit</i> : content}
          </div>
          <div role="gridcell">{row.kind || <i>–</i>}</div>
          <div role="gridcell">
            {row.epistemic ? (
              <span className={card.status} data-status={row.epistemic}>
                {row.epistemic}
              </span>
            ) : (
              <i>–</i>
            )}
          </div>
          <div role="gridcell" className={styles.article} title={`${row.documentTitle}\n${row.published}`}>
            <span dir="auto">{row.documentTitle}</span>
            <time dateTime={row.published}>{row.published}</time>
          </div>
        </>
      ) : (
        <div role="gridcell" className={styles.loading} />
      )}
    </div>
  );
}
