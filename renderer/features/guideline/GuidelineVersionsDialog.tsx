import { diffWordsWithSpace } from 'diff';
import { useState } from 'react';
import { diffGuidelines, withBlockOf, type BlockChange } from '../../../shared/guideline/diff.ts';
import type { Guideline, GuidelineBlock } from '../../../shared/guideline/blocks.ts';
import { headingOf } from '../../../shared/guideline/markdown.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { editGuideline } from '../../commands/guidelines.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { When } from '../../ui/When.tsx';
import { Writing } from '../../ui/Writing.tsx';
import controls from '../../ui/controls.module.css';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';

interface GuidelineVersionsDialogProps {
  part: PartName;
  /** As it is now. */
  guideline: Guideline;
  onClose: () => void;
}

/** An earlier guideline of a part beside the present one, block by block; a block or the whole can be restored. */
export function GuidelineVersionsDialog({ part, guideline, onClose }: GuidelineVersionsDialogProps) {
  const { kind, name } = part;
  const versions = useCall('guidelines.history', { part: { kind, name } }, { keep: true }).data?.versions;
  const [picked, setPicked] = useState<string | null>(null);
  const others = versions?.slice(1) ?? [];
  const shown = others.find(({ number }) => String(number) === picked) ?? others[0];
  const changes = shown ? diffGuidelines(shown.guideline, guideline) : [];
  const isSame = changes.every(({ verb }) => verb === 'same');
  return (
    <ModalDialog title={TEXTS.versionsTitle} onClose={onClose} wide>
      {versions && !shown && <p>{TEXTS.oneVersion}</p>}
      {shown && (
        <>
          <div className={styles.head}>
            <Select
              aria-label={TEXTS.version}
              value={String(shown.number)}
              options={others.map((each) => [
                String(each.number),
                TEXTS.versionBy(each.number, each.analyst, each.undone),
              ])}
              onPick={setPicked}
            />
            <span className={controls.help}>
              <When at={shown.at} />
            </span>
            <span className={styles.spring} />
            <Writing>
              <Button
                kind="quiet"
                disabled={isSame}
                onClick={() => void editGuideline(part, () => shown.guideline)}
              >
                {TEXTS.restoreAll}
              </Button>
            </Writing>
          </div>
          <div className={styles.changes} tabIndex={0} role="region" aria-label={TEXTS.differences}>
            {isSame && <p className={controls.help}>{TEXTS.same}</p>}
            <ol className={styles.blocks}>
              {changes.map((change, i) => (
                <ChangedBlock
                  key={i}
                  change={change}
                  onRestore={(block) =>
                    void editGuideline(part, (now) => withBlockOf(now, shown.guideline, block))
                  }
                />
              ))}
            </ol>
          </div>
        </>
      )}
      <div className={controls.actions}>
        <Button kind="primary" onClick={onClose} autoFocus>
          {TEXTS.closeDialog}
        </Button>
      </div>
    </ModalDialog>
  );
}

interface ChangedBlockProps {
  change: BlockChange;
  onRestore: (block: GuidelineBlock) => void;
}

function ChangedBlock({ change, onRestore }: ChangedBlockProps) {
  const { verb, before, after } = change;
  const { kind, example } = after ?? before;
  const canRestore = before !== null && (verb === 'changed' || verb === 'removed');
  return (
    <li className={styles.block} data-verb={verb}>
      <div className={styles.blockHead}>
        <strong>{headingOf(kind)}</strong>
        {verb !== 'same' && <span className={styles.verb}>{verbOf(change)}</span>}
        <span className={styles.spring} />
        {canRestore && (
          <Writing>
            <Button kind="quiet" onClick={() => onRestore(before)}>
              {TEXTS.restoreBlock}
            </Button>
          </Writing>
        )}
      </div>
      {example && (
        <p className={styles.quote} dir="auto">
          {example.erased ? (
            TEXTS.erased
          ) : (
            <>
              {example.before}
              <mark className={styles.mark}>{example.quote}</mark>
              {example.after}
            </>
          )}
        </p>
      )}
      <Words before={before?.text ?? after?.text ?? ''} after={after?.text ?? before?.text ?? ''} />
    </li>
  );
}

function verbOf(change: BlockChange): string {
  if (change.verb !== 'changed') return TEXTS.verbs[change.verb];
  const kinds =
    change.before.kind === change.after.kind ? '' : ` (${TEXTS.was(headingOf(change.before.kind))})`;
  return `${TEXTS.verbs.changed}${kinds}${change.moved ? `, ${TEXTS.verbs.moved}` : ''}`;
}

/** Texts with more differences are shown one after the other. */
const MOST_DIFFERENCES = 400;

function Words({ before, after }: { before: string; after: string }) {
  const pieces = diffWordsWithSpace(before, after, { maxEditLength: MOST_DIFFERENCES }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return (
    <p className={styles.words} dir="auto">
      {pieces.map(({ value, added, removed }, i) =>
        added ? <ins key={i}>{value}</ins> : removed ? <del key={i}>{value}</del> : value,
      )}
    </p>
  );
}
