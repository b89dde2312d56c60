import type { CSSProperties } from 'react';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import styles from './search.module.css';

/** Height of a row in px. All rows have the same height. */
export const ROW_HEIGHT = 34;

interface HitRowProps {
  hit: SearchHit | undefined;
  scheme: Scheme;
  place: RowPlace;
  ticked: boolean;
  onOpen: () => void;
  onTick: (range: boolean) => void;
}

/** One hit in its context, with its article. */
export function HitRow({ hit, scheme, place, ticked, onOpen, onTick }: HitRowProps) {
  const type = hit?.span && spanType(scheme, hit.span.type);
  return (
    <div
      {...place.attributes}
      {...(hit &&
        standsFor({
          span: hit.span?.id,
          document: hit.document,
          name: hit.span ? hit.text : hit.documentTitle,
        }))}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      aria-selected={ticked}
      onClick={onOpen}
    >
      <div role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={TEXTS.tick}
          checked={ticked}
          disabled={hit?.start === null}
          onClick={(event) => {
            event.stopPropagation();
            onTick(event.shiftKey);
          }}
          onChange={() => undefined}
        />
      </div>
      {hit ? (
        <>
          <div role="gridcell" className={styles.before}>
            <span dir="auto">{hit.before}</span>
          </div>
          <div
            role="gridcell"
            className={styles.hit}
            style={type && (typeColour(type.hue) as CSSProperties)}
            data-typed={type ? true : undefined}
          >
            <mark dir="auto">{hit.text || TEXTS.noText}</mark>
            {hit.span && <small title={hit.span.setName}>{type?.label ?? hit.span.type}</small>}
          </div>
          <div role="gridcell" className={styles.after}>
            <span dir="auto">{hit.after}</span>
          </div>
          <div role="gridcell" className={styles.article} title={hit.documentTitle}>
            <span>{hit.documentTitle}</span>
            {hit.published && <time>{hit.published}</time>}
          </div>
        </>
      ) : (
        <div role="gridcell" className={styles.loading} aria-label={TEXTS.loading} />
      )}
    </div>
  );
}
