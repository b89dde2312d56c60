import { useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { tagHits, tryTagging } from '../../commands/search.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { useWhyLocked } from '../../state/queries.ts';
import { TEXTS } from './texts.ts';
import { TypeMenu } from './TypeMenu.tsx';

interface TagHitsProps {
  scheme: Scheme;
  /** Number of ticked hits. */
  chosen: number;
  /** Whether there may be more of them than counted so far. */
  uncertain: boolean;
}

/** Tags the ticked hits as a type, after a preview of the effect. */
export function TagHits({ scheme, chosen, uncertain }: TagHitsProps) {
  const [asked, setAsked] = useState<{ type: string; would: OutputOf<'search.tag'> } | null>(null);
  const ask = (type: string) => {
    tryTagging(type)
      .then((would) => setAsked({ type, would }))
      .catch(toastError);
  };
  const label = asked ? (spanType(scheme, asked.type)?.label ?? asked.type) : '';
  const close = () => setAsked(null);
  const locked = useWhyLocked() !== null;
  return (
    <>
      <TypeMenu
        label={TEXTS.tagHits(chosen, uncertain)}
        scheme={scheme}
        isDisabled={chosen === 0 || locked}
        onPick={ask}
      />
      {asked && (
        <ModalDialog title={TEXTS.tagTitle(label)} onClose={close}>
          <p>{TEXTS.tagEffect(asked.would.created, asked.would.documents)}</p>
          <ul className={controls.help}>
            {TEXTS.leftOut(asked.would).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div className={controls.actions}>
            <Button onClick={close}>{TEXTS.cancel}</Button>
            <Button
              kind="primary"
              autoFocus
              disabled={asked.would.created === 0}
              onClick={() => {
                void tagHits(asked.type);
                close();
              }}
            >
              {TEXTS.tag(asked.would.created)}
            </Button>
          </div>
        </ModalDialog>
      )}
    </>
  );
}
