import type { Attribute } from '../../model/attributes/index.ts';
import { unitOption } from '../units.ts';

export const ID = 'web-annotation';
export const OPTIONS: readonly Attribute[] = [unitOption('codepoint')];
export const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
