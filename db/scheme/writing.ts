import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { SchemeStep, StepOf } from '../../shared/scheme-edit/steps.ts';
import type { Store } from '../connection/store.ts';
import type { Recorder } from '../journal/recorder.ts';

/** A step that rewrites annotations. `remove` does if the part is in use. */
export type WritingStep = StepOf<'split' | 'typeToAttribute' | 'attributeToType' | 'convert' | 'remove'>;

/** What a step writes with. */
export interface Writing {
  readonly store: Store;
  readonly recorder: Recorder;
  /** The scheme after the step; its terms exist. */
  readonly scheme: Scheme;
  readonly analyst: Uid;
}

/** Whether a step may rewrite annotations. */
export function isWritingStep(step: SchemeStep): step is WritingStep {
  return ['split', 'typeToAttribute', 'attributeToType', 'convert', 'remove'].includes(step.step);
}
