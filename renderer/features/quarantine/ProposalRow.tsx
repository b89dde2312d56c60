import type { QuarantineItem } from '../../../shared/contract/quarantine.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { openProposal } from '../../commands/quarantine.ts';
import { typeClass } from '../../editor/type-styles.ts';
import type { OptionAttributes } from '../../ui/OptionList.tsx';
import { TEXTS } from './texts.ts';
import styles from './quarantine.module.css';

interface ProposalRowProps {
  attributes: OptionAttributes;
  item: QuarantineItem;
  scheme: Scheme;
  /** Whether it is the first of its article, whose name is shown above it. */
  heads: boolean;
}

/** One proposal of the list. */
export function ProposalRow({ attributes, item, scheme, heads }: ProposalRowProps) {
  return (
    <>
      {heads && (
        <div className={styles.article} role="presentation" title={item.document?.title}>
          {item.document?.title ?? TEXTS.noArticle}
        </div>
      )}
      <div
        {...attributes}
        className={`${styles.row} ${typeClass(scheme.types.findIndex(({ name }) => name === item.body.type))}`}
        onClick={() => openProposal(item)}
      >
        <span className={styles.type} title={TEXTS.typeCode(item.body.type)}>
          {labelOf(item, scheme)}
        </span>
        <span className={styles.words} dir="auto">
          {wordsOf(item)}
        </span>
        {item.body.score !== undefined && <span className={styles.score}>{item.body.score.toFixed(2)}</span>}
      </div>
    </>
  );
}

/** Returns the label of a proposal's type. */
export function labelOf({ kind, body }: QuarantineItem, { types, relations }: Scheme): string {
  const known = (kind === 'relation' ? relations : types).find(({ name }) => name === body.type);
  return known?.label ?? body.type;
}

/** Returns the text of a proposal; for a relation, the text of its ends. */
export function wordsOf({ kind, body, from, to }: QuarantineItem): string {
  if (kind === 'relation') return `${from?.text || '…'} → ${to?.text || '…'}`;
  return body.text.replace(/\s+/g, ' ');
}
