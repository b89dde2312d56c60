import type { InputOf } from '../../shared/contract/index.ts';
import type { CaseDetail, CaseGroup, CaseRow, Correction, Decision } from '../../shared/contract/review.ts';
import { normaliseFragments, sameFragments, type Fragments } from '../../shared/model/fragments.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { parseWhere } from '../../shared/comparison/where.ts';
import type { ChangeNotice, Topic } from '../../shared/contract/change.ts';
import { call, madeBy, onNotice, settled } from '../api.ts';
import { makeStale, readCall } from '../state/queries.ts';
import { currentScheme } from '../state/project.ts';
import { conditionOf, NO_DRAFT, useReview, withCondition, type QueueCondition } from '../state/review.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { goToSpan } from './jump.ts';
import { movedFragments } from './spans.ts';
import { byLetter, digitOf } from '../keys.ts';
import { isKeyOf } from '../state/keys.ts';
import type { ActionId } from '../../shared/actions.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';

/** Rows loaded at once, and the number of rows left at which more are loaded. */
const PAGE = 60;
const LOW = 15;
/** Maximum number of rows that one call may request. */
const MOST = 200;
/** Number of cases read ahead, so that the next one can be shown immediately. */
const AHEAD = 3;

const details = new Map<Uid, Promise<CaseDetail>>();
let latest = 0;

/** Brings the queue up to date and shows its first case. */
export async function openReview(sources?: readonly Uid[]): Promise<void> {
  const job = newUid();
  useReview.setState({ opening: job, problem: null });
  try {
    const { review, repeated } = await call('review.open', {
      job,
      ...(sources && { sources: [...sources] }),
    });
    // Cases are not in the journal, so no notice reports them; and the screen waits for running queries before it shows
    // any.
    makeStale(['review']);
    const overview = await readCall('review.overview', {});
    const empty = overview.sources.filter(({ id, started }) => sources?.includes(id) && !started);
    for (const { name } of empty)
      toast(overview.quarantined > 0 ? TEXTS.notPlaced(name) : TEXTS.noProposals(name), 'notice');
    useReview.setState({ review, opening: null });
    if (repeated > 0) toast(TEXTS.repeated(repeated));
    await loadQueue();
  } catch (error) {
    useReview.setState({ opening: null, problem: words(error) });
  }
}

/** How long changes from elsewhere are collected before the queue is refreshed (ms). */
const GATHER = 250;

/**
 * Keeps the queue up to date with changes from elsewhere: an import, an undo, annotations by a colleague or another
 * program. Returns a function that stops it.
 */
export function followChanges(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told: ChangeNotice[] = [];
  const follow = async () => {
    // Which changes this window made is only known when its calls have returned.
    await settled();
    timer = undefined;
    const news = told.filter(({ change }) => !OWN.has(madeBy(change) ?? ''));
    told = [];
    if (news.length > 0 && useReview.getState().opening === null) await refreshReview();
  };
  const stop = onNotice((notice) => {
    if (!notice.stale.some((topic) => CASES.has(topic))) return;
    told.push(notice);
    clearTimeout(timer);
    timer = setTimeout(() => void follow(), GATHER);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Calls that update the queue themselves. */
const OWN = new Set<string>(['review.decide', 'review.bulk', 'review.open']);
/** The data that cases are made from. */
const CASES = new Set<Topic>(['review', 'annotations', 'documents', 'sets', 'scheme']);

/** Refreshes the queue during work on it: the case on screen stays as long as it exists. */
async function refreshReview(): Promise<void> {
  const before = useReview.getState();
  try {
    const { review } = await call('review.open', { job: newUid() });
    makeStale(['review']);
    useReview.setState({ review });
    const mine = ++latest;
    details.clear();
    const limit = Math.max(PAGE, Math.min(before.rows.length, MOST));
    const rows = await page(0, mine, limit);
    if (!rows) return;
    const now = useReview.getState();
    const decided = new Set(now.passed.slice(before.passed.length));
    const left = rows.filter(({ id }) => !decided.has(id));
    useReview.setState({ rows: left, complete: rows.length < limit, problem: null });
    const at = now.rows.findIndex(({ id }) => id === now.current);
    const stays = left.some(({ id }) => id === now.current) || (now.current !== null && at < 0);
    if (!stays) return show((left[Math.max(0, at)] ?? left[0])?.id ?? null);
    const current = now.current!;
    const detail = await read(current);
    if (useReview.getState().current === current) useReview.setState({ detail });
  } catch (error) {
    // The earlier case that was shown again no longer exists.
    await loadQueue();
    useReview.setState({ problem: words(error) });
  }
}

/** Reads the queue from its beginning. */
export async function loadQueue(): Promise<void> {
  const mine = ++latest;
  details.clear();
  const rows = await page(0, mine);
  if (!rows) return;
  useReview.setState({ rows, complete: rows.length < PAGE, passed: [], problem: null });
  show(rows[0]?.id ?? null);
}

async function page(offset: number, mine: number, limit = PAGE): Promise<readonly CaseRow[] | null> {
  const { review, filter, order, threshold, group, mode } = useReview.getState();
  if (!review) return null;
  try {
    const { rows } = await call('review.queue', {
      review,
      where: conditionOf(filter),
      order,
      threshold: threshold / 100,
      ...(mode === 'groups' && group && { group: { text: group.text, type: group.type } }),
      offset,
      limit,
    });
    return mine === latest ? rows : null;
  } catch (error) {
    if (mine === latest) useReview.setState({ rows: [], current: null, detail: null, problem: words(error) });
    return null;
  }
}

/**
 * Loads more rows when few are left. Reads them from the beginning, because a decision can move others: what only the decided claim
 * needed goes back to its own place.
 */
async function loadMore(): Promise<void> {
  const { rows, complete } = useReview.getState();
  if (complete || rows.length > LOW) return;
  const mine = latest;
  const limit = rows.length + PAGE;
  const more = await page(0, mine, limit);
  if (!more) return;
  useReview.setState((now) => {
    const known = new Set([...now.rows.map(({ id }) => id), ...now.passed]);
    return { rows: [...now.rows, ...more.filter(({ id }) => !known.has(id))], complete: more.length < limit };
  });
}

/** Shows the cases of a filter. */
export function setFilter(filter: readonly QueueCondition[]): void {
  useReview.setState({ filter });
  void loadQueue();
}

/** Adds a condition to the filter. Returns the problem if it cannot be understood. */
export function addCondition(condition: QueueCondition): string | null {
  try {
    parseWhere(condition.field === 'more' ? condition.value : '');
  } catch (error) {
    return words(error);
  }
  setFilter(withCondition(useReview.getState().filter, condition));
  return null;
}

export function showGroup(group: CaseGroup | null): void {
  useReview.setState({ group });
  void loadQueue();
}

/** Shows a case; from memory if it was read ahead. */
export function show(id: Uid | null): void {
  useReview.setState({ current: id, draft: NO_DRAFT, ...(id === null && { detail: null }) });
  if (id === null) return;
  read(id).then(
    (detail) => {
      if (useReview.getState().current === id) useReview.setState({ detail });
    },
    (error: unknown) => {
      details.delete(id);
      if (useReview.getState().current === id) useReview.setState({ detail: null, problem: words(error) });
    },
  );
  const { rows } = useReview.getState();
  const at = rows.findIndex((row) => row.id === id);
  for (const row of rows.slice(at + 1, at + 1 + AHEAD)) void read(row.id).catch(() => details.delete(row.id));
}

function read(id: Uid): Promise<CaseDetail> {
  const known = details.get(id);
  if (known) return known;
  const { review } = useReview.getState();
  const reading = call('review.case', { review: review!, id });
  details.set(id, reading);
  return reading;
}

/** Reads cases again that state how a case stands that they need: they were read ahead, before it was decided. */
async function rereadNeeding(decided: Uid): Promise<void> {
  for (const [id, reading] of [...details]) {
    const detail = await reading.catch(() => null);
    if (!detail?.fillers.some(({ filler }) => filler === decided)) continue;
    if (details.get(id) === reading) details.delete(id);
    if (useReview.getState().current !== id) continue;
    const again = await read(id).catch(() => null);
    if (again && useReview.getState().current === id) useReview.setState({ detail: again });
  }
}

/** Moves within the list without deciding. */
export function stepCase(direction: 1 | -1): void {
  const { rows, current } = useReview.getState();
  const at = rows.findIndex(({ id }) => id === current);
  const next = rows[at + direction];
  if (next) show(next.id);
}

/** Goes back to the case decided or skipped last; a new decision reverts the effects of the old one. */
export function previousCase(): void {
  const { passed } = useReview.getState();
  const id = passed.at(-1);
  if (!id) return toast(TEXTS.firstCase);
  details.delete(id);
  useReview.setState({ passed: passed.slice(0, -1) });
  show(id);
}

/** The annotation of the case that was decided last: the one that was accepted, or the proposal. */
let decided: Promise<{ kind: 'span' | 'relation'; annotation: Uid } | null> = Promise.resolve(null);

/** Returns the annotation of the case that was decided last; null if there is none. */
export function lastDecided(): typeof decided {
  return decided;
}

/** Decides the case on screen and shows the next one immediately; returns to the case if the decision is refused. */
export function decideCase(decision: Decision, correction: Correction = {}, reason = ''): void {
  const { review, current, detail, rows, draft, passed } = useReview.getState();
  if (!review || !current || detail?.id !== current || !mayWrite()) return;
  const mended =
    decision === 'accept' ? { ...fromDraft(detail, draft.fragments, draft.without), ...correction } : {};
  const at = rows.findIndex(({ id }) => id === current);
  const left = rows.filter(({ id }) => id !== current);
  useReview.setState(({ times }) => ({
    rows: left,
    passed: [...passed, current],
    ...(decision !== 'skip' && { times: [...times.slice(-500), Date.now()] }),
  }));
  show((left[Math.max(at, 0)] ?? left[0])?.id ?? null);
  const deciding = call('review.decide', {
    review,
    ids: [current],
    decision,
    ...(Object.keys(mended).length > 0 && { correction: mended }),
    reason,
  });
  if (decision === 'accept' || decision === 'reject')
    decided = deciding.then(
      ({ results: [made] }) => {
        const annotation = made ?? detail.span?.id;
        return annotation ? { kind: detail.kind === 'relation' ? 'relation' : 'span', annotation } : null;
      },
      () => null,
    );
  deciding.then(
    ({ notes }) => {
      details.delete(current);
      void rereadNeeding(current);
      for (const note of notes) toast(note);
      void loadMore();
    },
    (error: unknown) => {
      toastError(error);
      useReview.setState(({ rows: now, passed: before }) => ({
        rows: now.some(({ id }) => id === current) || at < 0 ? now : now.toSpliced(at, 0, rows[at]!),
        passed: before.filter((id) => id !== current),
      }));
      show(current);
    },
  );
}

function fromDraft(
  { span, fillers }: CaseDetail,
  fragments: Fragments | undefined,
  without: readonly string[],
): Correction {
  const slots = [...new Set(fillers.map(({ slot }) => slot))];
  return {
    ...(fragments &&
      span &&
      !sameFragments(fragments, span.fragments) && {
        fragments: fragments.map(([s, e]): [number, number] => [s, e]),
      }),
    ...(span && without.length > 0 && { slots: slots.filter((slot) => !without.includes(slot)) }),
  };
}

/** Accepts the case as another type. */
export function acceptAs(type: string): void {
  const { detail } = useReview.getState();
  if (!detail) return;
  const scheme = currentScheme();
  const relation = scheme?.relations.some(({ name }) => name === type) ?? false;
  if ((detail.kind === 'relation') !== relation) return;
  decideCase('accept', type === detail.type ? {} : { type });
}

/** Accepts a mention and links it to the entity that is known by its words. */
export async function acceptLinked(): Promise<void> {
  const { detail } = useReview.getState();
  if (!detail?.span) return;
  try {
    const { candidates } = await call('entities.search', { text: detail.text, type: detail.type, limit: 1 });
    const [first] = candidates;
    if (first) decideCase('accept', { entities: [first.entity.id] });
    else toast(TEXTS.noEntityCalled(detail.text));
  } catch (error) {
    toastError(error);
  }
}

/** Moves an end of the proposed span; stored when the case is accepted. */
export function mendBounds(end: 'start' | 'end', direction: 1 | -1, by: 'word' | 'character'): void {
  const { detail, draft } = useReview.getState();
  if (!detail?.span || detail.span.fragments.length === 0) return;
  const { contextStart: origin, context } = detail;
  const local = (draft.fragments ?? detail.span.fragments).map(([s, e]): [number, number] => [
    s - origin,
    e - origin,
  ]);
  const moved = movedFragments(context, local, end, direction, by);
  if (moved)
    useReview.setState({
      draft: {
        ...draft,
        fragments: normaliseFragments(moved.map(([s, e]): [number, number] => [s + origin, e + origin])),
      },
    });
}

/** Includes or excludes a slot, by its index in the list. */
export function toggleSlot(index: number): void {
  const { detail, draft } = useReview.getState();
  const slot = detail?.span && [...new Set(detail.fillers.map((each) => each.slot))][index];
  if (!slot) return;
  const without = draft.without.includes(slot)
    ? draft.without.filter((each) => each !== slot)
    : [...draft.without, slot];
  useReview.setState({ draft: { ...draft, without } });
}

/** Merges the chosen slots of a proposed claim into the matching claim of the target set. */
export function mergeIntoOwn(into: Uid): void {
  const { detail, draft } = useReview.getState();
  if (!detail?.span) return;
  const slots = [...new Set(detail.fillers.map(({ slot }) => slot))].filter(
    (slot) => !draft.without.includes(slot),
  );
  decideCase('accept', { into, slots });
}

/** Shows the case in its article. */
export function openInArticle(): void {
  const { detail } = useReview.getState();
  if (!detail) return;
  if (detail.span) goToSpan(detail.document, detail.span.id);
  else setView({ screen: 'article', documentId: detail.document });
}

/** Shows only cases of the type of one, with its words. */
export function showLike({ type, text }: Pick<CaseRow, 'type' | 'text'>): void {
  const { filter } = useReview.getState();
  setFilter([
    ...filter.filter(({ field }) => field === 'source' || field === 'state'),
    { field: 'type', value: type },
    { field: 'text', value: text },
  ]);
}

const MEND: readonly (readonly [id: ActionId, ...Parameters<typeof mendBounds>])[] = [
  ['nudge.endRight', 'end', 1, 'word'],
  ['nudge.endLeft', 'end', -1, 'word'],
  ['nudge.startRight', 'start', 1, 'word'],
  ['nudge.startLeft', 'start', -1, 'word'],
  ['nudge.endRightExact', 'end', 1, 'character'],
  ['nudge.endLeftExact', 'end', -1, 'character'],
  ['nudge.startRightExact', 'start', 1, 'character'],
  ['nudge.startLeftExact', 'start', -1, 'character'],
];

const CHIPS = '[data-chips]';

/** Puts the caret into the field that adds conditions. */
export function focusFilter(): void {
  document.querySelector<HTMLInputElement>(`${CHIPS} input`)?.focus();
}

/** Handles the keys of the queue, and those of the article that apply to a case. Returns whether the key was handled. */
export function handleReviewKey(event: KeyboardEvent): boolean {
  if (useView.getState().screen !== 'review' || event.metaKey) return false;
  if (isKeyOf(event, 'review.filter')) {
    focusFilter();
    return true;
  }
  // The chips of the filter use Enter, Delete and the arrows themselves.
  if ((event.target as Element).closest(CHIPS)) return false;
  const { current, passed } = useReview.getState();
  if (!current) {
    // After the last case of the queue one can still go back.
    if (passed.length === 0 || !isKeyOf(event, 'review.previous')) return false;
    previousCase();
    return true;
  }
  const mend = MEND.find(([id]) => isKeyOf(event, id));
  if (mend) mendBounds(...(mend.slice(1) as Parameters<typeof mendBounds>));
  else if (isKeyOf(event, 'entity.accept')) void acceptLinked();
  else if (isKeyOf(event, 'focus.text')) openInArticle();
  else if (isKeyOf(event, 'review.flag')) decideCase('flag');
  else return handlePlainKey(event);
  return true;
}

function handlePlainKey(event: KeyboardEvent): boolean {
  // Enter and Tab belong to the control that has the focus.
  const onButton =
    ['Enter', 'Tab'].includes(event.key) && (event.target as HTMLElement).closest('button, a') !== null;
  if (onButton) return false;
  if (isKeyOf(event, 'review.accept')) decideCase('accept');
  else if (isKeyOf(event, 'review.reject')) decideCase('reject');
  else if (isKeyOf(event, 'review.skip')) decideCase('skip');
  else if (isKeyOf(event, 'review.previous')) previousCase();
  else if (event.altKey || event.ctrlKey) return false;
  else if (event.key === 'ArrowDown') stepCase(1);
  else if (event.key === 'ArrowUp') stepCase(-1);
  else return chooseByKey(event);
  return true;
}

/** Digits include or exclude slots; the letter of a type accepts as that type. */
function chooseByKey(event: KeyboardEvent): boolean {
  const digit = digitOf(event);
  if (digit !== undefined) {
    toggleSlot(digit - 1);
    return true;
  }
  const type = byLetter(currentScheme()?.types ?? [], event);
  if (!type || event.shiftKey) return false;
  acceptAs(type.name);
  return true;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Decides every case that a filter chooses, and reads the queue again. */
export async function decideAll(input: InputOf<'review.bulk'>): Promise<void> {
  try {
    const { decided, created, notes } = await call('review.bulk', input);
    toast(input.decision === 'accept' ? TEXTS.allAccepted(decided, created) : TEXTS.allRejected(decided));
    for (const note of notes) toast(note);
    useReview.setState({ group: null });
    await loadQueue();
  } catch (error) {
    toastError(error);
  }
}

/** Exports proposals together with the decisions on them, beside the project. */
export async function exportCorrections(): Promise<void> {
  const { review } = useReview.getState();
  if (!review) return;
  try {
    const { pairs, folder, file } = await call('review.exportCorrections', { job: newUid(), review });
    toast(TEXTS.correctionsExported(pairs, `${folder}/${file}`));
  } catch (error) {
    toastError(error);
  }
}
