import type { ExampleLink } from '../../shared/guideline/blocks.ts';
import { sql, type WriteDb } from '../connection/connection.ts';

/** Returns what remains of an example; the very same object if nothing changes. */
export type ExampleRewriting = (example: ExampleLink) => ExampleLink;

/** Returns an example without its words, which belonged to a deleted document. */
export function withoutWords(example: ExampleLink): ExampleLink {
  return { ...example, title: '', before: '', quote: '', after: '', erased: true };
}

/**
 * Rewrites the examples of the guidelines of every version of the scheme, and of the steps that made it. Their words are a copy of
 * what articles held. Returns how many versions were changed.
 */
export function rewriteExamples(db: WriteDb, rewriting: ExampleRewriting): number {
  let changed = 0;
  const versions = db.all<{ uid: Buffer; body: string }>(
    sql`SELECT uid, body FROM main.scheme_version WHERE instr(body, '"annotation"') > 0`,
  );
  for (const { uid, body } of versions) {
    const rewritten = JSON.stringify(JSON.parse(body), (name, value: unknown) =>
      name === 'example' && isExampleLink(value) ? rewriting(value) : value,
    );
    if (rewritten === body) continue;
    changed++;
    db.run(sql`UPDATE main.scheme_version SET body = ${rewritten} WHERE uid = ${uid}`);
  }
  return changed;
}

function isExampleLink(value: unknown): value is ExampleLink {
  return typeof value === 'object' && value !== null && 'annotation' in value && 'quote' in value;
}
