import { listClaims } from '../db/annotations/claims.ts';
import { currentScheme } from '../db/scheme/scheme.ts';
import type { ClaimRow } from '../shared/contract/frames.ts';
import { text, type CliCommand } from './define.ts';
import { resolveDocument, resolveSet } from './resolve.ts';

export const claimsCommand: CliCommand = {
  usage: 'claims FILE [--document ID] [--set NAME]',
  help: 'list claims: who says what, with which words, and how sure',
  words: [1, 1],
  options: { document: { type: 'string' }, set: { type: 'string' } },
  async run({ positionals: [file = ''], options, workspace }) {
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const [document, set] = [text(options, 'document'), text(options, 'set')];
    const { rows, total, implicit, withoutClaimer } = listClaims(store, currentScheme(store).scheme, {
      ...(document !== undefined && { document: resolveDocument(store, document) }),
      ...(set !== undefined && { set: resolveSet(store, set) }),
    });
    return {
      json: { claims: rows, total, implicit, withoutClaimer },
      lines: [
        ...rows.map(lineOf),
        `${total} claims, ${implicit} of them without words of their own, ${withoutClaimer} without a claimer.`,
      ],
    };
  },
};

function lineOf({ id, claimer, claimerEmpty, cue, content, gloss, epistemic }: ClaimRow): string {
  const who = claimer || `(${claimerEmpty ?? 'no claimer'})`;
  return `${id}  ${who}${cue ? ` – ${cue}` : ''}: ${gloss || content || '(no words of its own)'}${epistemic ? `  [${epistemic}]` : ''}`;
}
