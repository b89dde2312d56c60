import { listClaims } from '../db/annotations/claims.ts';
import { currentScheme } from '../db/scheme/scheme.ts';
import type { ClaimRow } from '../shared/contract/claims.ts';
import { counted } from '../shared/text/counted.ts';
import { DOCUMENT_OPTION, SET_OPTION, text, type CliCommand } from './define.ts';
import { resolveDocument, resolveSet } from './resolve.ts';

export const claimsCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List claims: who says what, in which words, and how certain it is',
  words: [1, 1],
  options: { ...DOCUMENT_OPTION, ...SET_OPTION },
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
        `${counted(total, 'claim')}, ${implicit} of them implicit, ${withoutClaimer} without a claimer.`,
      ],
    };
  },
};

function lineOf({
  id,
  claimer,
  claimerWords,
  claimerEmpty,
  cue,
  content,
  gloss,
  epistemic,
}: ClaimRow): string {
  const named = claimerWords ? `${claimer} · ${claimerWords}` : claimer;
  const who = named || `(${claimerEmpty ?? 'no claimer'})`;
  return `${id}  ${who}${cue ? ` – ${cue}` : ''}: ${gloss || content || '(implicit)'}${epistemic ? `  [${epistemic}]` : ''}`;
}
