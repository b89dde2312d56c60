import type * as z from 'zod';
import { annotationCalls } from './annotations.ts';
import { backupCalls } from './backups.ts';
import { claimCalls } from './claims.ts';
import { comparisonCalls } from './comparison.ts';
import type { CallKind } from './define.ts';
import { documentCalls } from './documents.ts';
import { entityCalls } from './entities.ts';
import { eraseCalls } from './erase.ts';
import { exchangeCalls } from './exchange.ts';
import { frameCalls } from './frames.ts';
import { guidelineCalls } from './guidelines.ts';
import { historyCalls } from './history.ts';
import { hostCalls } from './host.ts';
import { noteCalls } from './notes.ts';
import { projectCalls } from './project.ts';
import { propagationCalls } from './propagation.ts';
import { quarantineCalls } from './quarantine.ts';
import { recheckCalls } from './recheck.ts';
import { relationCalls } from './relations.ts';
import { reviewCalls } from './review.ts';
import { searchCalls } from './search.ts';
import { schemeStepCalls } from './scheme-steps.ts';
import { schemeCalls } from './scheme.ts';
import { textCalls } from './texts.ts';
import { valueCalls } from './values.ts';

/** Every call there is. Handlers and clients are mapped types over it. */
export const contract = {
  ...hostCalls,
  ...backupCalls,
  ...projectCalls,
  ...documentCalls,
  ...annotationCalls,
  ...noteCalls,
  ...frameCalls,
  ...claimCalls,
  ...recheckCalls,
  ...relationCalls,
  ...historyCalls,
  ...eraseCalls,
  ...exchangeCalls,
  ...entityCalls,
  ...propagationCalls,
  ...comparisonCalls,
  ...quarantineCalls,
  ...reviewCalls,
  ...searchCalls,
  ...schemeCalls,
  ...schemeStepCalls,
  ...guidelineCalls,
  ...textCalls,
  ...valueCalls,
};
export type Contract = typeof contract;
export type CallName = keyof Contract;

/** What a client gives, before defaults are filled in. */
export type InputOf<Name extends CallName> = z.input<Contract[Name]['input']>;
/** What a handler gets. */
export type ParsedInputOf<Name extends CallName> = z.output<Contract[Name]['input']>;
export type OutputOf<Name extends CallName> = z.output<Contract[Name]['output']>;

/** Names of the calls of one kind. */
export type CallsOf<Kind extends CallKind> = {
  [Name in CallName]: Contract[Name]['kind'] extends Kind ? Name : never;
}[CallName];

/** Whether a text names a call. `Object.hasOwn`, since "constructor" is no call. */
export function isCallName(text: string): text is CallName {
  return Object.hasOwn(contract, text);
}
