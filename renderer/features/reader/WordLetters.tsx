import { useEffect } from 'react';
import { editor } from '../../state/editor-ref.ts';
import { drawnHints } from '../../state/word-hints.ts';
import { useWordLetters } from '../../state/word-letters.ts';
import { keyName } from '../../state/keys.ts';
import styles from './slots.module.css';
import { TEXTS } from './texts.ts';

/** Draws the letters over the words of a sentence, and says which word they choose. */
export function WordLetters() {
  const { hints } = useWordLetters();
  useEffect(() => {
    const controller = editor();
    if (!controller || !hints) return;
    controller.setHints(drawnHints(hints));
    controller.setMarks('candidate', hints.from ? [hints.from] : []);
    return () => {
      controller.setHints([]);
      controller.setMarks('candidate', []);
    };
  }, [hints]);
  if (!hints) return null;
  return (
    <p className={styles.letters} role="status">
      {hints.from
        ? TEXTS.letterOfLast(keyName('letters.word'))
        : TEXTS.letterOfFirst(keyName('letters.next'), keyName('letters.previous'))}
    </p>
  );
}
