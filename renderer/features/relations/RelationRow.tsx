import type { CSSProperties } from 'react';
import type { ListedRelation, RelationEnd } from '../../../shared/contract/relations.ts';
import { relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { goToListedEnd } from '../../commands/relations.ts';
import { typeClass, typeColour } from '../../editor/type-styles.ts';
import { toast } from '../../state/view.ts';
import { RelationButtons, RelationTypeSelect } from './RelationControls.tsx';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import styles from './screen.module.css';

/** Height of a row in px. All rows have the same height, so that the table needs no measuring. */
export const ROW_HEIGHT = 52;

interface RelationRowProps {
  /** Undefined while its page is loading. */
  row: ListedRelation | undefined;
  scheme: Scheme;
  place: RowPlace;
  onSelect: () => void;
}

/** One relation: its ends, its type, its document, and its commands. */
export function RelationRow({ row, scheme, place, onSelect }: RelationRowProps) {
  const attributes = {
    ...place.attributes,
    className: `${screens.row} ${screens.columns} ${styles.columns}`,
  };
  if (!row) {
    return (
      <div {...attributes}>
        <div role="gridcell" />
      </div>
    );
  }
  const { relation, from, to } = row;
  const type = relationType(scheme, relation.type);
  // Controls of other rows are reachable by mouse; with the keyboard, move to the row first.
  const tabIndex = place.current ? 0 : -1;
  return (
    <div {...attributes} {...standsFor({ relation: row })} onMouseDown={onSelect}>
      <End end={from} scheme={scheme} tabIndex={tabIndex} />
      <div role="gridcell" className={styles.type} style={typeColour(type?.hue ?? 250) as CSSProperties}>
        <span aria-hidden>{type?.symmetric ? '↔' : '→'}</span>
        <RelationTypeSelect
          relation={relation}
          scheme={scheme}
          from={from.type}
          to={to.type}
          tabIndex={tabIndex}
          onRefusal={toastRefusal}
        />
      </div>
      <End end={to} scheme={scheme} tabIndex={tabIndex} />
      <div role="gridcell" className={styles.document}>
        <span title={from.documentTitle}>{from.documentTitle ?? TEXTS.registry}</span>
        {to.document !== from.document && (
          <span title={to.documentTitle}>{TEXTS.otherDocument(to.documentTitle ?? TEXTS.registry)}</span>
        )}
      </div>
      <div role="gridcell" className={styles.actions}>
        <RelationButtons
          relation={relation}
          scheme={scheme}
          tabIndex={tabIndex}
          deleteTitle={TEXTS.deleteKey}
          onRefusal={toastRefusal}
        />
      </div>
    </div>
  );
}

/** Shows a refusal as a message, because a row of fixed height has no space for it. */
function toastRefusal(refusal: string | null): void {
  if (refusal) toast(refusal, 'error');
}

function End({ end, scheme, tabIndex }: { end: RelationEnd; scheme: Scheme; tabIndex: number }) {
  const index = scheme.types.findIndex(({ name }) => name === end.type);
  return (
    <div role="gridcell" className={`${styles.end} ${typeClass(index)}`}>
      <button
        type="button"
        tabIndex={tabIndex}
        title={TEXTS.goToWords(end.text)}
        onClick={() => goToListedEnd(end)}
      >
        <span className={styles.words} dir="auto">
          {end.text || TEXTS.noWords}
        </span>
      </button>
      <small title={end.type && TEXTS.typeCode(end.type)}>
        {scheme.types[index]?.label ?? end.type ?? TEXTS.noType}
      </small>
    </div>
  );
}
