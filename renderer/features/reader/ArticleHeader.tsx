import { PencilLine } from 'lucide-react';
import type { Document } from '../../../shared/model/document.ts';
import { countedParts } from '../../../shared/text/counted.ts';
import { focusRegion } from '../../commands/focus.ts';
import { runAction } from '../../commands/index.ts';
import { select } from '../../commands/spans.ts';
import { useArticle } from '../../state/article.ts';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import styles from './reader.module.css';
import { TEXTS } from './texts.ts';

/** Whether the text begins with the title as its headline, so that it need not stand there twice. */
function isHeadline({ title, text, blocks }: Document): boolean {
  const [first] = blocks;
  return first?.[0] === 'headline' && text.slice(first[1], first[2]) === title;
}

/** The metadata of an article, above its text; the fields are edited in the inspector. */
export function ArticleHeader({ document }: { document: Document }) {
  const { title, byline, source, dateline, published, language } = document;
  const facts = [byline, source, dateline, language].filter(Boolean);
  const notes = useArticle((article) => article.notes).filter(({ replyTo }) => replyTo === undefined);
  const open = notes.filter(({ question }) => question === 'open').length;
  const told = countedParts([
    [open, 'open question'],
    [notes.length - open, 'note'],
  ]);
  const edit = () => {
    select(null);
    focusRegion('inspector');
  };
  return (
    <header className={styles.head}>
      {title && !isHeadline(document) && <h1 className={styles.title}>{title}</h1>}
      <button type="button" className={styles.facts} onClick={edit} title={TEXTS.editFields}>
        {published && (
          <time dateTime={published} data-testid="published">
            {published}
          </time>
        )}
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {!published && facts.length === 0 && <span>{document.origin.name}</span>}
        {told && <span data-testid="notes-told">{told}</span>}
      </button>
      <Writing>
        <button
          type="button"
          className={styles.correct}
          title={TEXTS.correctHelp(keyName('text.correct'))}
          onClick={() => runAction('text.correct')}
        >
          <PencilLine size={13} aria-hidden /> {TEXTS.correct}
        </button>
      </Writing>
    </header>
  );
}
