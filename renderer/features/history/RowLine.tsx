import type { RowChange } from '../../../shared/contract/history.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goToSpan } from '../../commands/jump.ts';
import { spanById } from '../../state/article.ts';
import { useScheme } from '../../state/queries.ts';
import { withLabels } from './row-labels.ts';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

/** What a change did to one row; links to its span if that still exists. */
export function RowLine({ document, row }: { document: Uid; row: RowChange }) {
  const { did, words, span } = row;
  const { what, code, fields } = withLabels(row, useScheme());
  const subject = (
    <>
      <span className={styles.type} title={code && TEXTS.typeCode(code)}>
        {what}
      </span>
      {words && <span dir="auto"> {words}</span>}
    </>
  );
  return (
    <li className={styles.line} data-did={did}>
      <span className={styles.sign} role="img" aria-label={TEXTS.signs[did]}>
        {SIGNS[did]}
      </span>
      <div>
        {span && spanById(span) ? (
          <button type="button" className={styles.jump} onClick={() => goToSpan(document, span)}>
            {subject}
          </button>
        ) : (
          subject
        )}
        {fields.length > 0 && (
          <dl className={styles.fields}>
            {fields.map(({ name, from, to }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">
                  <del>{from || TEXTS.nothing}</del> → <ins>{to || TEXTS.nothing}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
