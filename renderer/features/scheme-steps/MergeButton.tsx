import { Merge } from 'lucide-react';
import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { Button } from '../../ui/Button.tsx';
import { mergeTargets } from './merge-targets.ts';
import { MergeDialog, type MergeablePart } from './MergeDialog.tsx';
import { TEXTS } from './texts.ts';

interface MergeButtonProps {
  part: PartName;
  scheme: Scheme;
  /** What the button is called. */
  label: string;
}

/** Merges a part of the scheme into another one; disabled if there is none that it could be merged into. */
export function MergeButton({ part, scheme, label }: MergeButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isMergeable(part)) return null;
  const isPossible = mergeTargets(scheme, part).length > 0;
  return (
    <>
      <Button
        kind="quiet"
        icon
        disabled={!isPossible}
        aria-label={label}
        title={isPossible ? label : TEXTS.nothingToMergeInto}
        onClick={() => setIsOpen(true)}
      >
        <Merge size={15} aria-hidden />
      </Button>
      {isOpen && <MergeDialog part={part} scheme={scheme} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function isMergeable(part: PartName): part is MergeablePart {
  return part.kind !== 'layer';
}
