import styles from './card.module.css';

interface NamedProps {
  /** The entity, or the words if they are linked to none. */
  name: string;
  /** The words in the text, if they differ. */
  words: string;
}

/** An entity, and in grey the words in the text: “Ilse Haldorén · She”. */
export function Named({ name, words }: NamedProps) {
  return (
    <>
      <bdi>{name}</bdi>
      {words && (
        <span className={styles.words}>
          {' · '}
          <bdi>{words}</bdi>
        </span>
      )}
    </>
  );
}
