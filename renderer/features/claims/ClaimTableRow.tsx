import type { ClaimRow } from '../../../shared/contract/frames.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import { claimValueLabel } from './values.ts';
import styles from './claims.module.css';
import card from './card.module.css';

/** Height of a row in px. All rows have the same height, so that the table needs no measuring. */
export const ROW_HEIGHT = 46;

interface ClaimTableRowProps {
  /** Undefined while it is loading. */
  row: ClaimRow | undefined;
  scheme: Scheme;
  place: RowPlace;
  onOpen: () => void;
}

/** One claim in the table. */
export function ClaimTableRow({ row, scheme, place, onOpen }: ClaimTableRowProps) {
  const content = row?.content || TEXTS.noContent;
  return (
    <div
      {...place.attributes}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      onClick={onOpen}
    >
      {row ? (
        <>
          <div role="gridcell" className={styles.gloss} title={row.gloss || content} dir="auto">
            {row.gloss || <i>{row.content || TEXTS.noGloss}</i>}
          </div>
          <div role="gridcell" title={row.claimer} dir="auto">
            {row.claimer || <i>{row.claimerEmpty ?? TEXTS.none}</i>}
          </div>
          <div role="gridcell" title={row.cue} dir="auto">
            {row.cue || <i>{TEXTS.noValue}</i>}
          </div>
          <div role="gridcell" className={styles.content} title={content} dir="auto">
            {row.implicit ? <i>{TEXTS.implicit}</i> : content}
          </div>
          <div role="gridcell">
            {row.kind ? claimValueLabel(scheme, 'kind', row.kind, row.type) : <i>{TEXTS.noValue}</i>}
          </div>
          <div role="gridcell">
            {row.epistemic ? (
              <span className={card.status} data-status={row.epistemic} title={row.epistemic}>
                {claimValueLabel(scheme, 'epistemic', row.epistemic, row.type)}
              </span>
            ) : (
              <i>{TEXTS.noValue}</i>
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
