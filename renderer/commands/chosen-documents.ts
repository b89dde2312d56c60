import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { chooseNothing, chosenIn, useChosenDocuments, type ListInput } from '../state/chosen-documents.ts';
import { useExportOf } from '../state/export-of.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { asWorking } from '../state/working.ts';
import { listInput } from '../state/document-list.ts';
import { currentProject, shownSet } from '../state/project.ts';
import { TEXTS } from './texts.ts';

/** So many documents can be chosen at once, which one call names. */
const MOST = 100_000;
/** So many are named in messages. */
const NAMED = 2;

/** Chooses a document of the list, or no longer, and begins a range there. */
export function toggleDocument(list: ListInput, id: Uid, index: number): void {
  const { all, ids } = chosenIn(useChosenDocuments.getState(), list);
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  if (!all && after.size === 0) chooseNothing();
  else useChosenDocuments.setState({ list, all, ids: after, anchor: index });
}

/**
 * Chooses the documents of the list from one index to another. Those in view are known; one call reads the others, however
 * many they are.
 */
export async function chooseRange(
  list: ListInput,
  from: number,
  to: number,
  rowAt: (index: number) => { readonly id: Uid } | undefined,
): Promise<void> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const count = Math.min(last - first + 1, MOST);
  const choose = (ids: readonly Uid[]) =>
    useChosenDocuments.setState({ list, all: false, ids: new Set(ids), anchor: from });
  const known: Uid[] = [];
  for (let i = first; i <= last && known.length === i - first; i++) {
    const row = rowAt(i);
    if (row) known.push(row.id);
  }
  if (known.length === count) return choose(known);
  try {
    choose((await call('documents.ids', { ...list, offset: first, limit: count })).ids);
  } catch (error) {
    toastError(error);
  }
}

export function chooseAll(list: ListInput): void {
  useChosenDocuments.setState({ list, all: true, ids: new Set(), anchor: null });
}

/** Returns the ids of the chosen documents. */
export async function chosenDocuments(): Promise<Uid[]> {
  const { list, all, ids } = useChosenDocuments.getState();
  if (!all || list === null) return [...ids];
  const found = await call('documents.ids', { ...list, limit: MOST });
  return found.ids.filter((id) => !ids.has(id));
}

/** Does something with documents, and reports what in words. */
async function withAll(
  documents: readonly Uid[] | 'chosen',
  work: (documents: Uid[], name: string) => Promise<unknown>,
): Promise<void> {
  try {
    const all = documents === 'chosen' ? await chosenDocuments() : [...documents];
    if (all.length > 0) await work(all, await nameOf(all));
  } catch (error) {
    toastError(error);
  }
}

/** Names documents in a sentence: the first ones by their titles, all by their number. */
async function nameOf(documents: readonly Uid[]): Promise<string> {
  const { documents: named } = await call('documents.named', { ids: documents.slice(0, NAMED) });
  return TEXTS.articles(
    documents.length,
    named.map(({ title }) => title),
  );
}

export async function setStatusOf(documents: readonly Uid[] | 'chosen', status: Status): Promise<void> {
  await withAll(documents, async (all, name) => {
    const { changed } = await call('documents.setStatuses', { documents: all, status });
    toast(TEXTS.statusSet(name, status, all.length - changed));
  });
}

export async function setLabelOf(
  documents: readonly Uid[] | 'chosen',
  label: { readonly name: string; readonly label: string },
  value: AttributeValue | null,
  shown: string,
  has = true,
): Promise<void> {
  await withAll(documents, async (all, name) => {
    const { changed } = await call('labels.setAll', { documents: all, name: label.name, value, has });
    toast(TEXTS.labelSet(name, label.label, value === null ? null : shown, all.length - changed, has));
  });
}

/** Moves documents to the trash; if the open one is among them, shows the next that stays. */
export async function trashDocuments(documents: readonly Uid[] | 'chosen'): Promise<void> {
  const { documentId } = useView.getState();
  await withAll(documents, async (all, name) => {
    // Leave it before the deletion, so that nothing queries it any more.
    if (documentId && all.includes(documentId))
      setView({ documentId: await nextKept(documentId, new Set(all)) });
    try {
      const { spans } = await asWorking(TEXTS.deleting, (job) =>
        call('documents.delete', { documents: all, job }),
      );
      chooseNothing();
      toast(TEXTS.allTrashed(name, spans));
    } catch (error) {
      setView({ documentId });
      throw error;
    }
  });
}

/** Returns the first document of the list after one, or else before it, that is not among those that go. */
async function nextKept(document: Uid, going: ReadonlySet<Uid>): Promise<Uid | null> {
  const view = useView.getState();
  const set = shownSet(currentProject(), view.chosenSet);
  const { ids } = await call('documents.ids', { ...listInput(view, set), limit: MOST });
  const at = ids.indexOf(document);
  const stays = (id: Uid) => !going.has(id);
  return ids.slice(at + 1).find(stays) ?? ids.slice(0, Math.max(0, at)).findLast(stays) ?? null;
}

/** Opens the dialog that exports these documents. */
export async function exportDocuments(documents: readonly Uid[] | 'chosen'): Promise<void> {
  await withAll(documents, async (all, name) => {
    useExportOf.setState({ documents: all, name });
    setView({ dialog: 'export' });
    await Promise.resolve();
  });
}
