import { counted } from '../text/counted.ts';
import { nounOf, subjectOf } from './diff.ts';
import type { SchemeStep } from './steps.ts';

/** Summarises steps in one line for undo menus and the history: the first, and the number of others. */
export function summaryOfSteps(steps: readonly SchemeStep[]): string {
  const [first, ...more] = steps;
  if (!first) return 'Scheme: no change';
  const line =
    more.length === 0 ? textOfStep(first) : `${textOfStep(first)}, and ${counted(more.length, 'more step')}`;
  return `Scheme: ${line.length > 160 ? `${line.slice(0, 159)}…` : line}`;
}

/** Returns what a step does, in words without a capital and full stop. */
export function textOfStep(step: SchemeStep): string {
  switch (step.step) {
    case 'split':
      return `split ${step.part.name} into ${step.types.map(({ name }) => name).join(', ')}`;
    case 'typeToAttribute':
      return `make ${step.part.name} a value of ${step.into} · ${step.attribute}`;
    case 'attributeToType':
      return `make types of the values of ${subjectOf(step.part)}`;
    case 'convert':
      return `convert the values of ${subjectOf(step.part)}`;
    case 'moveSlot':
      return `move the slot ${subjectOf(step.part)} to ${step.to}`;
    case 'merge':
      return `merge ${subjectOf(step.part)} into ${step.into}`;
    case 'mergeValues':
      return `merge ${step.values.join(', ')} of ${subjectOf(step.part)} into ${step.into}`;
    case 'renameValue':
      return `rename the value ${step.value} of ${subjectOf(step.part)} to ${step.to}`;
    case 'rename':
      return `rename ${subjectOf(step.part)} to ${step.to}`;
    case 'add':
      return `add the ${nounOf(step.part.kind)} ${subjectOf(step.part)}`;
    case 'remove':
      return `remove the ${nounOf(step.part.kind)} ${subjectOf(step.part)}`;
    case 'change':
      return `change the ${nounOf(step.part.kind)} ${subjectOf(step.part)}`;
    case 'order':
      return `change the order of the ${nounOf(step.kind)}s`;
    case 'describe':
      return 'change its name or description';
  }
}
