import type { GoneChoice, ReplacedPlace } from '../../../shared/contract/texts.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goToWords } from '../../commands/jump.ts';
import { useCall } from '../../state/queries.ts';
import { choiceOf, isTaken, useReplace, type ReplaceForm } from '../../state/replace.ts';
import { Button } from '../../ui/Button.tsx';
import { AffectedList } from './EffectList.tsx';
import type { Row } from './replace-rows.ts';
import { REPLACE } from './replace-texts.ts';
import { TEXTS } from './texts.ts';
import correction from './correction.module.css';
import styles from './replace.module.css';

interface ReplacePanelProps {
  row: Row;
  form: ReplaceForm;
  scheme: Scheme;
}

/** What a replacement does at the current place, or in the current article: the passage and the annotations, before and after. */
export function ReplacePanel({ row: { article, index, place }, form, scheme }: ReplacePanelProps) {
  const { document: _, ...replacement } = form;
  const out = useReplace((state) => state.left.get(article.document));
  const gone = useReplace((state) => state.gone);
  const choices = useReplace((state) => state.choices);
  const isArticle = index < 0;
  const taken = isArticle || isTaken(out, place?.start ?? -1);
  const { data } = useCall(
    'texts.replacement',
    {
      ...replacement,
      article: { document: article.document, of: article.sha256, ...choiceOf(out) },
      ...(place && { at: place.start }),
    },
    { enabled: isArticle || place != null, keep: true },
  );
  const shown = taken ? data : null;
  const [before, after] = place ? passageOf(place) : ['', ''];
  const chosen = new Map<Uid, GoneChoice>(choices);
  for (const { span, after } of shown?.affected ?? [])
    if (after === null && gone && !chosen.has(span)) chosen.set(span, gone);
  return (
    <aside
      className={`${correction.panel} ${styles.panel}`}
      aria-label={REPLACE.panel}
      data-region="inspector"
      tabIndex={-1}
    >
      <h2 className={correction.heading} dir="auto">
        {article.title}
      </h2>
      {place && (
        <>
          <div className={correction.words}>
            <p dir="auto" role="note" aria-label={REPLACE.was}>
              {before}
              <del>{place.text}</del>
              {after}
            </p>
            {taken && (
              <p dir="auto" role="note" aria-label={REPLACE.is}>
                {before}
                <ins>{form.replace}</ins>
                {after}
              </p>
            )}
          </div>
          <Button onClick={() => goToWords(article.document, place.start, place.end)}>
            {REPLACE.openPlace}
          </Button>
        </>
      )}
      {!taken && place && <p className={correction.help}>{REPLACE.leftOut}</p>}
      {taken && !data && <p className={correction.help}>{TEXTS.reading}</p>}
      {shown && (
        <>
          <p className={correction.effect} role="status">
            {isArticle ? REPLACE.inArticle(shown.affectedInAll) : REPLACE.here(shown.affectedInAll)}
          </p>
          <AffectedList
            affected={shown.affected}
            affectedInAll={shown.affectedInAll}
            scheme={scheme}
            choices={chosen}
            onChoose={(spans, choice) =>
              useReplace.setState(({ choices: now }) => ({
                choices: new Map([...now, ...spans.map((span) => [span, choice] as const)]),
              }))
            }
          />
        </>
      )}
    </aside>
  );
}

/** Returns the words around a place, within its paragraph. */
function passageOf({ before, after }: ReplacedPlace): readonly [string, string] {
  const [left, right] = [before.split('\n').at(-1)!, after.split('\n')[0]!];
  const isCut = (context: string, shown: string) => context.length >= CONTEXT && shown === context;
  return [`${isCut(before, left) ? '…' : ''}${left}`, `${right}${isCut(after, right) ? '…' : ''}`];
}

/** How much text calls return on either side of a place; less only at the ends of the article. */
const CONTEXT = 80;
