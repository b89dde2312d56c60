import type { OutputOf } from '../../shared/contract/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid } from '../../shared/model/uid.ts';
import {
  addPart,
  movePart,
  moveUnder,
  Refused,
  removePart,
  renamePart,
  shiftInTree,
  validated,
  type Edited,
} from '../../shared/scheme-edit/edit.ts';
import { diffSchemes } from '../../shared/scheme-edit/diff.ts';
import { partKey, type PartName, type Rename } from '../../shared/scheme-edit/names.ts';
import type { SchemeFormat } from '../../shared/scheme-files/formats.ts';
import { call } from '../api.ts';
import { currentProject } from '../state/project.ts';
import { showPart, useSchemeEdit } from '../state/scheme-edit.ts';
import { toast, toastError } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Edits run one after another: each is made on the version that the previous one created. */
let last: Promise<unknown> = Promise.resolve();

/** Makes one edit as a new version, and returns whether it was made. A refusal is shown where the part is edited. */
export function editScheme(change: (scheme: Scheme) => Edited): Promise<boolean> {
  const edit = last.then(async () => {
    try {
      const { version, scheme } = await call('project.scheme', {});
      const edited = change(scheme);
      const target = { scheme: validated(edited.scheme), renames: edited.renames.map(copied) };
      const meaning = await askMeaning(scheme, target.scheme, edited.renames);
      await call('scheme.edit', { base: version, target, meaning });
      useSchemeEdit.setState({ refusal: null });
      return true;
    } catch (error) {
      useSchemeEdit.setState({ refusal: error instanceof Error ? error.message : String(error) });
      if (!(error instanceof Refused) && !(error instanceof Error)) throw error;
      return false;
    }
  });
  last = edit;
  return edit;
}

/** A rename as the contract takes it. */
export function copied({ part, to }: Rename) {
  return { part: copiedPart(part), to };
}

function copiedPart({ kind, name, owner }: PartName) {
  return { kind, name, ...(owner && { owner: { ...owner } }) };
}

/**
 * Asks whether a change of guidelines, help or values gives a type that is in use another meaning. Returns the types whose annotations
 * are to be re-checked.
 */
async function askMeaning(before: Scheme, after: Scheme, renames: readonly Rename[]) {
  const parts = new Map(
    diffSchemes(before, after, renames).flatMap(({ meaning }) =>
      meaning === null ? [] : [[partKey(meaning), meaning] as const],
    ),
  );
  if (parts.size === 0) return [];
  const counts = await call('scheme.counts', {});
  const named = [...after.types, ...after.relations, ...after.labels];
  const used = [...parts.values()].flatMap((part) => {
    const { kind } = part;
    if (kind !== 'span' && kind !== 'relation' && kind !== 'label') return [];
    const old = renames.find(({ part: was, to }) => was.kind === kind && to === part.name)?.part.name;
    const count = counts[kind][old ?? part.name] ?? 0;
    const label = named.find(({ name }) => name === part.name)?.label ?? part.name;
    return count === 0 ? [] : [{ part, label, count }];
  });
  if (used.length === 0) return [];
  const another = await new Promise<boolean>((answer) => {
    useSchemeEdit.setState({ asking: { parts: used, answer } });
  });
  useSchemeEdit.setState({ asking: null });
  return another ? used.map(({ part }) => copiedPart(part)) : [];
}

/** Adds a part and shows it; for an attribute or a slot, keeps showing its type. */
export async function addToScheme(
  kind: PartName['kind'],
  owner?: PartName['owner'],
  layer?: string,
): Promise<void> {
  let made: PartName | undefined;
  const done = await editScheme((scheme) => {
    const added = addPart(scheme, { kind, owner }, layer);
    made = added.part;
    return added;
  });
  if (done && made && !owner) showPart(made);
}

/** Renames a part, and keeps showing it. */
export async function renameInScheme(part: PartName, to: string): Promise<void> {
  const done = await editScheme((scheme) => renamePart(scheme, part, to));
  if (done && !part.owner) showPart({ ...part, name: to });
}

export async function removeFromScheme(part: PartName): Promise<void> {
  const done = await editScheme((scheme) => removePart(scheme, part));
  if (done && !part.owner) showPart(null);
}

/** Gives a value of a choice another name. A refusal is shown where the part is edited. */
export function renameValueInScheme(
  part: PartName & { readonly kind: 'attribute' | 'label' },
  value: string,
  to: string,
): void {
  last = last.then(async () => {
    try {
      const { version } = await call('project.scheme', {});
      const step = {
        step: 'renameValue',
        part: { ...copiedPart(part), kind: part.kind },
        value,
        to,
      } as const;
      await call('scheme.edit', { base: version, target: { steps: [step] } });
      useSchemeEdit.setState({ refusal: null });
    } catch (error) {
      useSchemeEdit.setState({ refusal: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** Moves a type one level in the hierarchy. */
export function shiftInScheme(type: string, direction: 'in' | 'out'): void {
  void editScheme((scheme) => shiftInTree(scheme, type, direction));
}

/** Moves a type under another one, or to the top. */
export function moveUnderInScheme(type: string, parent: string | undefined): void {
  void editScheme((scheme) => moveUnder(scheme, type, parent));
}

export function moveInScheme(part: PartName, by: -1 | 1): void {
  void editScheme((scheme) => movePart(scheme, part, by));
}

/** Adopts an imported scheme. */
export async function importScheme(edited: Edited): Promise<void> {
  if (await editScheme(() => edited)) {
    showPart(null);
    toast(TEXTS.schemeImported);
  }
}

/** Restores an earlier version as the newest one. */
export async function restoreVersion(version: number): Promise<void> {
  try {
    const now = await call('project.scheme', {});
    await call('scheme.edit', { base: now.version, target: { version } });
    toast(TEXTS.schemeRestored(version));
  } catch (error) {
    toastError(error);
  }
}

/** Writes the scheme into a folder chosen in the dialog, or beside the project. Returns null if that failed or was cancelled. */
export async function exportScheme(format: SchemeFormat): Promise<OutputOf<'scheme.export'> | null> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-scheme`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return null;
    const done = await call('scheme.export', {
      job: newUid(),
      format,
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.schemeExported(done.version, done.path));
    return done;
  } catch (error) {
    toastError(error);
    return null;
  }
}
