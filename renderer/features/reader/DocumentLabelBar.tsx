import { chooseLabel, leaveLabels } from '../../commands/document-labels.ts';
import { useArticle } from '../../state/article.ts';
import { labelOffers, openedLabel, openLabel, useDocumentLabels } from '../../state/document-labels.ts';
import { keyName } from '../../state/keys.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import styles from './slots.module.css';
import { TEXTS } from './texts.ts';

/** The open label of the article, with the letters of its values. */
export function DocumentLabelBar() {
  const { refusal } = useDocumentLabels();
  useView(({ hiddenLabelGroups }) => hiddenLabelGroups);
  const all = useArticle(({ labels }) => labels);
  const opened = openedLabel();
  if (!opened) return null;
  const { label, labels, index } = opened;
  const values = all.flatMap(({ name, value }) => (name === label.name ? value : []));
  return (
    <div className={`${styles.bar} ${styles.rows}`} data-testid="label-bar">
      <div className={styles.head}>
        <p className={styles.prompt} role="status">
          <strong>{label.label}</strong>{' '}
          <span className={refusal ? styles.refusal : undefined}>
            {refusal ?? TEXTS.setLabel(keyName('attribute.accept'), label.many ?? false)}
          </span>
        </p>
        {labels.length > 1 && (
          <div className={styles.steps} role="group" aria-label={TEXTS.documentLabels}>
            {labels.map((each, i) => (
              <button
                key={each.name}
                type="button"
                className={styles.step}
                aria-current={i === index ? 'step' : undefined}
                title={each.label}
                aria-label={`${i + 1} ${each.label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => openLabel(each.name)}
              >
                {i + 1}
              </button>
            ))}
          </div>
        )}
        <Button kind="quiet" onClick={leaveLabels}>
          {TEXTS.close} <KeyCap keys="Escape" />
        </Button>
      </div>
      <div className={styles.values} role="toolbar" aria-label={TEXTS.values(label.label)}>
        {labelOffers(label).map((offer) => (
          <button
            key={String(offer.value)}
            type="button"
            className={styles.offer}
            aria-pressed={values.includes(offer.value)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void chooseLabel(label, offer.value)}
          >
            {offer.letter && <kbd>{offer.letter.toUpperCase()}</kbd>}
            <span className={styles.value}>{offer.label}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
