import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeLabel } from '../../../shared/model/scheme.ts';
import { isTaken, totalOf, useReplace, type ReplaceForm } from '../../state/replace.ts';
import { typeClass } from '../../editor/type-styles.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import screens from '../../ui/screen.module.css';
import type { Row } from './replace-rows.ts';
import { REPLACE } from './replace-texts.ts';
import correction from './correction.module.css';
import styles from './replace.module.css';

/** Height of a row in px. All rows have the same height. */
export const ROW_HEIGHT = 34;

interface ReplaceRowProps {
  row: Row | undefined;
  form: ReplaceForm;
  scheme: Scheme;
  place: RowPlace;
  /** Leaves the place or the article out, or takes it in again. */
  onToggle: () => void;
  onPick: () => void;
  onOpen: () => void;
}

/** An article, or one place in its context, before and after. */
export function ReplaceRow({ row, form, scheme, place, onToggle, onPick, onOpen }: ReplaceRowProps) {
  const left = useReplace((state) => state.left);
  const totals = useReplace((state) => state.totals);
  if (!row) return null;
  const { article, index, place: found } = row;
  const out = left.get(article.document);
  const isArticle = index < 0;
  const total = totalOf(article, { left, totals });
  const taken = isArticle ? isTaken(out) : isTaken(out, found?.start ?? -1);
  const box = (label: string) => (
    <div role="gridcell" className={styles.box}>
      <input
        ref={(input) => {
          if (input) input.indeterminate = isArticle && !taken && total.places > 0;
        }}
        type="checkbox"
        tabIndex={-1}
        aria-label={label}
        checked={taken}
        disabled={!isArticle && !found}
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
        onChange={() => undefined}
      />
    </div>
  );
  const attributes = {
    ...place.attributes,
    'aria-selected': taken,
    'data-out': isArticle ? total.places === 0 || undefined : !taken || undefined,
    onClick: onPick,
    onDoubleClick: onOpen,
  };
  if (isArticle)
    return (
      <div {...attributes} className={`${screens.row} ${styles.article}`}>
        {box(REPLACE.takeArticle(article.title))}
        <div role="gridcell" className={styles.title}>
          <strong dir="auto">{article.title}</strong>
          <span>
            {REPLACE.articlePlaces(total.places, article.places)}
            {total.affected > 0 && ` · ${REPLACE.annotations(total.affected)}`}
          </span>
        </div>
      </div>
    );
  return (
    <div {...attributes} className={`${screens.row} ${styles.place}`}>
      {box(REPLACE.take(found?.text ?? ''))}
      {found ? (
        <div role="gridcell" className={styles.context}>
          <span className={styles.before} dir="auto">
            <span>{onOneLine(found.before)}</span>
          </span>
          <span className={styles.change} dir="auto">
            <del>{onOneLine(found.text)}</del>
            {taken && form.replace !== '' && <ins>{onOneLine(form.replace)}</ins>}
          </span>
          <span className={styles.after} dir="auto">
            {onOneLine(found.after)}
          </span>
          {taken && found.affected > 0 && (
            <span className={styles.types}>
              {found.types.map((type) => (
                <span
                  key={type}
                  className={`${correction.kind} ${typeClass(scheme.types.findIndex(({ name }) => name === type))}`}
                >
                  <span className={correction.type}>{typeLabel(scheme, type)}</span>
                </span>
              ))}
              {found.affected > found.types.length && (
                <span className={styles.more}>{REPLACE.more(found.affected - found.types.length)}</span>
              )}
            </span>
          )}
        </div>
      ) : (
        <div role="gridcell" className={found === null ? styles.outdated : styles.loading}>
          {found === null ? REPLACE.outdated : <span className={styles.bar} aria-label={REPLACE.loading} />}
        </div>
      )}
    </div>
  );
}

/** Shows where paragraphs end. */
function onOneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ¶ ');
}
