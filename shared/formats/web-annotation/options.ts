import type { Attribute } from '../../model/attributes/index.ts';
import { unitOption } from '../units.ts';
import { textOnlyOption } from '../unread.ts';

export const ID = 'web-annotation';
export const OPTIONS: readonly Attribute[] = [unitOption('codepoint'), textOnlyOption];
export const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
