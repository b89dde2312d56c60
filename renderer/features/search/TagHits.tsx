import { useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';
import { tagHits, tryTagging } from '../../commands/search.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TypeMenu } from './TypeMenu.tsx';
import { useWhyLocked } from '../../state/queries.ts';

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
        label={
          chosen === 0
            ? 'Tag ticked hits as…'
            : `Tag ${counted(chosen, 'hit')}${uncertain ? ' and more' : ''} as…`
        }
        scheme={scheme}
        isDisabled={chosen === 0 || locked}
        onPick={ask}
      />
      {asked && (
        <ModalDialog title={`Tag as ${label}`} onClose={close}>
          <p>
            {counted(asked.would.created, 'span')} in {counted(asked.would.documents, 'article')} will be
            created, in one change that one undo reverts.
          </p>
          <ul className={controls.help}>
            {leftOut(asked.would).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div className={controls.actions}>
            <Button onClick={close}>Cancel</Button>
            <Button
              kind="primary"
              autoFocus
              disabled={asked.would.created === 0}
              onClick={() => {
                void tagHits(asked.type);
                close();
              }}
            >
              Tag {grouped(asked.would.created)}
            </Button>
          </div>
        </ModalDialog>
      )}
    </>
  );
}

function leftOut({ tagged, overlapping, gone, scattered }: OutputOf<'search.tag'>): string[] {
  const lines: [number, string][] = [
    [tagged, 'already tagged'],
    [overlapping, 'over other spans of the layer, left out'],
    [gone, 'not found there any more, left out'],
    [scattered, 'without words or in several pieces, left out'],
  ];
  return lines.filter(([n]) => n > 0).map(([n, what]) => `${counted(n, 'hit')} ${what}`);
}
