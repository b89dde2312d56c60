import { runAction } from '../../commands/index.ts';
import { useProjectHead } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXTS } from './texts.ts';

/** Begins where a screen has nothing yet: leads to the articles, or adds the first one. */
export function BeginButton() {
  const none = useProjectHead(undefined)?.documents === 0;
  return (
    <Button kind="primary" onClick={() => runAction(none ? 'import.paste' : 'screen.article')}>
      {none ? TEXTS.pasteArticle : TEXTS.toArticle}
    </Button>
  );
}
