import { readableQuote } from '../../../shared/model/fragments.ts';
import { spanById, useArticle } from '../../state/article.ts';
import { useHistory } from '../../state/history.ts';
import { runAction } from '../../commands/index.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { Changes } from './Changes.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './history.module.css';

/** Who changed what in the open article, or in one of its spans; the article can be reverted to each point. */
export function HistoryScreen() {
  const document = useArticle((article) => article.document);
  const text = document?.text ?? '';
  useArticle((article) => article.spans); // Renders again when spans change, because the text of the chosen span may change.
  const { span } = useHistory();
  const shown = spanById(span);
  const type = useScheme()?.types.find(({ name }) => name === shown?.type);
  if (!document)
    return (
      <main className={screens.screen} aria-label={TEXTS.history} data-region="text">
        <EmptyState action={<BeginButton />}>{TEXTS.noArticle}</EmptyState>
      </main>
    );
  return (
    <main className={screens.screen} aria-label={TEXTS.history} data-region="text">
      <div className={screens.tools}>
        <h1 className={styles.title} dir="auto">
          {span ? (
            <>
              <span className={styles.type} title={shown && TEXTS.typeCode(shown.type)}>
                {type?.label ?? shown?.type ?? TEXTS.deletedSpan}
              </span>{' '}
              {shown && readableQuote(text, shown.fragments)}
            </>
          ) : (
            document.title || document.origin.name
          )}
        </h1>
        {span && (
          <Button kind="quiet" onClick={() => useHistory.setState({ span: null })}>
            {TEXTS.allChanges}
          </Button>
        )}
        <Button onClick={() => runAction('screen.article')}>
          {TEXTS.back} <ActionKey action="screen.article" />
        </Button>
      </div>
      <Changes key={`${document.id} ${span}`} document={document.id} span={span} />
    </main>
  );
}
