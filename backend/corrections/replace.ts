import { sql } from '../../db/connection/connection.ts';
import { toBytes, toUid } from '../../db/connection/uid.ts';
import { openStore } from '../../db/connection/open.ts';
import { recordSlowly, type Recorded } from '../../db/journal/record.ts';
import { ensureAnalyst } from '../../db/sets/sets.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { correctText } from '../../db/revisions/correct.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { counted } from '../../shared/text/counted.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from '../messages.ts';
import { patiently } from '../patience.ts';
import { shortly } from '../propagation/tag-found.ts';
import { choicesOf, effectOf } from './effect.ts';
import { hashOfText, placesFinder, placesIn, totalOf, type ArticlePlaces, type Choice } from './places.ts';

type Input = ParsedInputOf<'texts.replace'>;
type Output = OutputOf<'texts.replace'>;

/** So many documents are looked into at once. */
const PAGE = 200;
/** The thread is yielded after so many articles. */
const STEP = 20;
/** So many annotations whose words change are listed; the others are counted. */
const LISTED = 500;

/** An article in which places are replaced, unless its text is another one than that of this hash. */
interface Wanted extends Choice {
  readonly document: Uid;
  readonly of?: string;
}

/** Replaces a string wherever it stands in one article or all of them, as one change. Reads first, with pauses. */
export async function replaceEverywhere(context: JobContext, input: Input): Promise<Recorded<Output>> {
  const { store, actor } = context;
  if (input.matchCase && input.find === input.replace)
    throw new PostilError('invalid-input', MESSAGES.replacesNothing, { field: 'replace' });
  const find = placesFinder(input);
  const wanted: readonly Wanted[] = input.articles ?? (await articlesWith(context, input, find));
  const output: Output = {
    documents: 0,
    places: 0,
    affected: [],
    affectedInAll: 0,
    articles: [],
    outdated: [],
    change: null,
  };
  const taken: Wanted[] = [];
  for (const [done, article] of wanted.entries()) {
    if (done > 0 && done % STEP === 0) {
      context.progress(done, wanted.length, 'documents', 'Looking up what changes');
      await pause(context);
    }
    const found = inArticle(store, input, find, article);
    if (!found) {
      output.outdated.push({ document: article.document, title: titleOf(store, article.document) });
      continue;
    }
    if (found.taken === 0) continue;
    const { affected } = effectOf(store, found.effect, LISTED - output.affected.length);
    taken.push({ ...article, of: found.sha256 });
    output.documents++;
    output.places += found.taken;
    output.affectedInAll += found.effect.affected.length;
    output.affected.push(...affected);
    output.articles.push({
      document: article.document,
      title: titleOf(store, article.document),
      sha256: found.sha256,
      ...totalOf(found),
    });
  }
  if (input.dryRun || output.places === 0) return { result: output, change: null };
  ensureAnalyst(store, actor); // history names who made a change
  const done = await write(context, input, taken, output);
  return { ...done, result: { ...done.result, change: done.change?.uid ?? null } };
}

/**
 * Writes all articles in one transaction on a connection of its own. Editing waits meanwhile, but the screen stays responsive, and the
 * job can be cancelled.
 */
async function write(
  context: JobContext,
  input: Input,
  taken: readonly Wanted[],
  output: Output,
): Promise<Recorded<Output>> {
  const { store, actor } = context;
  const find = placesFinder(input);
  const gone = choicesOf(input);
  const release = context.holdCommands();
  const own = openStore(store.path, { program: 'replace' });
  try {
    await patiently(() => own.db.raw.exec('BEGIN IMMEDIATE; ROLLBACK'));
    const title = {
      command: 'texts.replace',
      label: `Replace “${shortly(input.find)}” by “${shortly(input.replace)}” at ${counted(output.places, 'place')}`,
      kind: 'correction',
    } as const;
    return await recordSlowly(own, actor, title, async (recorder) => {
      for (const [done, article] of taken.entries()) {
        if (done % STEP === 0) {
          if (done > 0) context.progress(done, taken.length, 'documents', 'Replacing; editing waits');
          await pause(context);
        }
        const { document } = article;
        // The text may have been corrected during the reading, and annotations may be new, so it is looked at again.
        const found = inArticle(own, input, find, article);
        if (found) naming(own, document, () => correctText(own, recorder, document, found.effect, gone));
        else output.outdated.push({ document, title: titleOf(own, document) });
      }
      return withoutOutdated(output);
    });
  } finally {
    own.close();
    release();
    // Terms and texts that this connection has cached may be outdated.
    store.terms.reload();
    store.texts.clear();
  }
}

/** Returns what is replaced in an article; null if its text is another one by now, or if it was deleted. */
function inArticle(
  store: Store,
  input: Input,
  find: (text: string) => Fragment[],
  { document, of, ...choice }: Wanted,
): ArticlePlaces | null {
  if (of !== undefined && hashOfText(store, document) !== of) return null;
  return placesIn(store, document, input, find, choice);
}

/** Leaves articles out of the result that became outdated after they were counted. */
function withoutOutdated(output: Output): Output {
  const outdated = new Set(output.outdated.map(({ document }) => document));
  const articles = output.articles.filter(({ document }) => !outdated.has(document));
  if (articles.length === output.articles.length) return output;
  return {
    ...output,
    articles,
    documents: articles.length,
    places: articles.reduce((sum, { places }) => sum + places, 0),
    affectedInAll: articles.reduce((sum, { affected }) => sum + affected, 0),
  };
}

/** Runs work on one of many articles; the message of a refusal names the article. */
function naming(store: Store, document: Uid, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof PostilError) || error.code !== 'refused') throw error;
    throw new PostilError(error.code, MESSAGES.replacingIn(titleOf(store, document), error.message), {
      ...error.where,
      document,
    });
  }
}

function titleOf({ db }: Store, document: Uid): string {
  return (
    db.value<string>(
      sql`SELECT coalesce(nullif(title, ''), nullif(lead, ''), name) FROM document WHERE uid = ${toBytes(document)}`,
    ) ?? ''
  );
}

/** Returns the articles in whose text the string stands at a place that counts. */
async function articlesWith(
  context: JobContext,
  { document, find: words, matchCase }: Input,
  find: (text: string) => Fragment[],
): Promise<Wanted[]> {
  const { store } = context;
  if (document !== undefined) {
    if (hashOfText(store, document) === undefined)
      throw new PostilError('not-found', NOT_FOUND.document(document), { field: 'document' });
    return [{ document }];
  }
  const found: Wanted[] = [];
  const last = store.db.value<number | null>(sql`SELECT max(id) FROM document`) ?? 0;
  for (let after = 0; after < last;) {
    const rows = store.db.all<{ id: number; uid: Buffer; text: string | null }>(sql`
      SELECT d.id, d.uid, iif(${matchCase ? 1 : 0} = 0 OR instr(t.text, ${words}) > 0, t.text, NULL) AS text
      FROM document d JOIN document_text t ON t.document_id = d.id
      WHERE d.id > ${after} ORDER BY d.id LIMIT ${PAGE}`);
    for (const { uid, text } of rows)
      if (text !== null && find(text).length > 0) found.push({ document: toUid(uid) });
    after = rows.at(-1)?.id ?? last;
    context.progress(after, last, 'documents', 'Searching');
    await pause(context);
  }
  return found;
}

async function pause({ signal }: JobContext): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new PostilError('cancelled', MESSAGES.replacingCancelled);
}
