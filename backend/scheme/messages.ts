import { counted, grouped } from '../../shared/text/counted.ts';

/** Sentences of errors of steps that change the scheme together with annotations. */
export const MESSAGES = {
  duplicatesUndecided: (step: string, count: number) =>
    `The step “${step}” brings two spans onto the same words in ${counted(count, 'place')}. State whether both are kept, or one.`,
  relationsUndecided: (step: string, count: number) =>
    `The step “${step}” makes ${counted(count, 'relation')} the same as another one. State whether both are kept, or one.`,
  wouldBeLost: (losses: readonly { readonly what: string; readonly count: number }[]) =>
    `This would delete ${losses.map(({ what, count }) => `${grouped(count)} ${what}`).join(', ')}. Confirm that, or change the step.`,
  openValues: (name: string, values: readonly string[], more: number) =>
    `The table of ${name} does not name ${values.map((value) => `“${value}”`).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}, and they do not fit. Add them to the table, or choose what becomes of such values.`,
  notBeingSplit: (type: string) => `${type} is not being split, or no longer.`,
  notAmongNew: (type: string, to: string) => `${type} is not being split into ${to}.`,
} as const;
