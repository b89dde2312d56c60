import type { InputOf } from '../../shared/contract/index.ts';
import { MOST_CHOSEN } from '../../shared/model/claim-groups.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { chooseNoClaims, isGroupChosen, useChosenClaims } from '../state/chosen-claims.ts';
import { foldedBy, useClaimGroups } from '../state/claim-groups.ts';
import { currentProject } from '../state/project.ts';
import { toast, toastError } from '../state/view.ts';
import { asWorking } from '../state/working.ts';
import { TEXTS } from './texts.ts';

type Asked = Omit<InputOf<'claims.list'>, 'offset' | 'limit'>;

/** The list as far as choosing in it needs it. */
interface Lines {
  lineAt(
    index: number,
  ): { readonly head: object | null; readonly row?: { readonly id: Uid } | undefined } | undefined;
  claimsBefore(index: number): number;
}

/** Chooses a claim, or no longer, and begins a range there. */
export function chooseClaim(id: Uid, index: number): void {
  const { ids, groups } = useChosenClaims.getState();
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  useChosenClaims.setState({ ids: after, groups, anchor: index });
}

/** Chooses all claims of a group, or none of them if they are chosen already. */
export async function chooseGroup(asked: Asked, key: string, index: number): Promise<void> {
  const { by } = useClaimGroups.getState();
  if (by === null) return;
  const state = useChosenClaims.getState();
  if (isGroupChosen(state, key)) {
    const gone = new Set(state.groups.get(key));
    const groups = new Map([...state.groups].filter(([each]) => each !== key));
    return useChosenClaims.setState({
      ids: new Set([...state.ids].filter((id) => !gone.has(id))),
      groups,
      anchor: index,
    });
  }
  await choosing(async () => {
    const { ids } = await call('claims.ids', {
      ...asked,
      groups: { by, folded: { all: true, except: [key] } },
      limit: MOST_CHOSEN,
    });
    const now = useChosenClaims.getState();
    useChosenClaims.setState({
      ids: new Set([...now.ids, ...ids]),
      groups: new Map([...now.groups, [key, ids]]),
      anchor: index,
    });
  });
}

/** Chooses the claims from one line to another as well; one call reads those that are not in view. */
export async function chooseClaimRange(asked: Asked, lines: Lines, from: number, to: number): Promise<void> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const offset = lines.claimsBefore(first);
  const count = Math.min(lines.claimsBefore(last + 1) - offset, MOST_CHOSEN);
  if (count <= 0) return;
  const add = (found: readonly Uid[]) =>
    useChosenClaims.setState(({ ids, groups }) => ({
      ids: new Set([...ids, ...found]),
      groups,
      anchor: from,
    }));
  const known: Uid[] = [];
  for (let i = first; i <= last; i++) {
    const line = lines.lineAt(i);
    if (line?.row) known.push(line.row.id);
    else if (!line?.head) break;
  }
  if (known.length === count) return add(known);
  await choosing(async () => {
    const state = useClaimGroups.getState();
    const { by } = state;
    const groups = by === null ? {} : { groups: { by, folded: { ...foldedBy(state, by) } } };
    add((await call('claims.ids', { ...asked, ...groups, offset, limit: count })).ids);
  });
}

export async function chooseAllClaims(asked: Asked): Promise<void> {
  await choosing(async () => {
    const { ids } = await call('claims.ids', { ...asked, limit: MOST_CHOSEN });
    useChosenClaims.setState({ ids: new Set(ids), groups: new Map(), anchor: null });
  });
}

async function choosing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toastError(error);
  }
}

/** Sets an attribute of all chosen claims as one change; null removes it. */
export async function setValueOfChosen(
  name: string,
  label: string,
  value: AttributeValue | null,
  shown: string,
): Promise<void> {
  const spans = [...useChosenClaims.getState().ids];
  if (spans.length === 0) return;
  await choosing(async () => {
    const { changed } = await asWorking(TEXTS.settingValue(label), (job) =>
      call('values.set', { job, spans, name, value }),
    );
    toast(TEXTS.valueSet(label, value === null ? null : shown, changed, spans.length - changed));
  });
}

/** Deletes all chosen claims as one change. */
export async function deleteChosenClaims(): Promise<void> {
  const ids = [...useChosenClaims.getState().ids];
  if (ids.length === 0) return;
  await choosing(async () => {
    const { deleted } = await call('spans.delete', { ids });
    chooseNoClaims();
    toast(TEXTS.claimsDeleted(deleted));
  });
}

/** Exports the claims of a filter as a table: into a folder chosen in the dialog, or beside the project. */
export async function exportClaims(query: Omit<InputOf<'claims.export'>, 'job' | 'folder'>): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-claims`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const report = await call('claims.export', {
      ...query,
      job: newUid(),
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.claimsExported(report.claims, report.folder));
  } catch (error) {
    toastError(error);
  }
}
