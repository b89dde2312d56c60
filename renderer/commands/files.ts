import { newUid, type Uid } from '../../shared/model/uid.ts';
import { describeWhere, PostilError } from '../../shared/contract/errors.ts';
import type { StatedRun } from '../../shared/model/set.ts';
import { TEXT_ONLY } from '../../shared/formats/define.ts';
import { call } from '../api.ts';
import { useImport, type ImportAnswer } from '../state/imports.ts';
import { makeStale } from '../state/queries.ts';
import { setView, toastError, useView } from '../state/view.ts';
import { goTo } from './documents.ts';

/** What the analyst chose before the files. */
export interface ImportChoices {
  readonly model?: StatedRun;
  readonly format?: string | undefined;
}

/** Bytes of a file sent at a time; their base64 fits into one request. */
const CHUNK = 6 * 1024 * 1024;

/** Imports the same files again, with an answer in addition to the earlier ones. */
export async function importAgain(answer: ImportAnswer): Promise<void> {
  const { files, model, answers } = useImport.getState();
  await run(files, model, { ...answers, ...answer });
}

/** Reads the same files again in another format; `null` for the one that is recognised. Earlier answers do not apply to it. */
export async function readAgainAs(format: string | null): Promise<void> {
  const { files, model, recognised } = useImport.getState();
  await run(files, model, format === null ? {} : { format });
  // The report of this reading names only the format that was chosen.
  if (format !== null) useImport.setState({ recognised });
}

/** Imports files that the host knows by id, and shows the report. Asks about names that the scheme does not have. */
async function run(files: readonly Uid[], model?: StatedRun, answer?: ImportAnswer): Promise<void> {
  if (files.length === 0) return;
  const job = newUid();
  const { textOnly, ...answers } = answer ?? {};
  useImport.setState({
    running: job,
    report: null,
    error: null,
    where: '',
    faults: [],
    recognised: [],
    files,
    model,
    answers: answer,
  });
  setView({ dialog: 'import' });
  try {
    const report = await call('exchange.import', {
      job,
      files: [...files],
      ask: true,
      ...(model && { model }),
      ...(textOnly && { options: { [TEXT_ONLY]: true } }),
      ...answers,
    });
    useImport.setState({ running: null, report, recognised: report.formats });
    if (report.unknown || report.undecided) return;
    makeStale(['documents', 'project', 'sets', 'annotations', 'scheme', 'review']);
    if (useView.getState().documentId === null) await openFirst();
  } catch (error) {
    const faults = error instanceof PostilError ? (error.faults ?? []) : [];
    const message = error instanceof Error ? error.message : String(error);
    const where = error instanceof PostilError ? describeWhere(error.where) : '';
    useImport.setState({ running: null, error: message, where, faults });
  }
}

async function openFirst(): Promise<void> {
  const { rows } = await call('documents.list', { limit: 1 });
  if (rows[0]) setView({ documentId: rows[0].id });
}

/** Imports files that were dropped, pasted or chosen in the page; `format` is the id of their format, if it was chosen. */
export async function importFiles(
  files: readonly (File | DroppedFile)[],
  { model, format }: ImportChoices = {},
): Promise<void> {
  try {
    const ids: Uid[] = [];
    for (const each of files) ids.push(await upload('file' in each ? each : { file: each, folder: '' }));
    await run(ids, model, format ? { format } : undefined);
  } catch (error) {
    toastError(error);
  }
}

/** Imports files or folders chosen in the host's dialog. */
export async function importByDialog(folders: boolean): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (!dialogs) return setView({ dialog: 'paste' });
    const { files } = await call('host.pickFiles', { folders });
    await run(files.map(({ id }) => id));
  } catch (error) {
    toastError(error);
  }
}

/** Imports files with a model's annotations, chosen in the host's dialog. */
export async function importModelByDialog({ model, format }: ImportChoices): Promise<void> {
  try {
    const { files } = await call('host.pickFiles', { folders: false });
    await run(
      files.map(({ id }) => id),
      model,
      format ? { format } : undefined,
    );
  } catch (error) {
    toastError(error);
  }
}

/** Imports pasted text. If it is an article, opens it, because the analyst will want to annotate it. */
export async function importText(text: string, name: string, choices: ImportChoices): Promise<void> {
  const file = name.endsWith('.txt') || name.endsWith('.md') ? name : `${name}.txt`;
  await importFiles([new File([text], file)], choices);
  if (useImport.getState().report?.documents !== 1) return;
  try {
    const { rows } = await call('documents.list', { order: 'added', descending: true, limit: 1 });
    if (rows[0]) goTo(rows[0].id);
  } catch (error) {
    toastError(error);
  }
}

export function cancelJob(job: Uid): void {
  call('exchange.cancel', { job }).catch(toastError);
}

/** A file with the folder it was dropped in, because files of one folder may belong together. */
export interface DroppedFile {
  readonly file: File;
  readonly folder: string;
}

/** Returns the files of a chosen folder, each with its path in that folder. */
export function withFolders(files: FileList | null): DroppedFile[] {
  return [...(files ?? [])].map((file) => ({
    file,
    folder: file.webkitRelativePath.slice(0, -file.name.length),
  }));
}

/** Sends a file of the page to the host in chunks, and returns its id. */
export async function upload({ file, folder }: DroppedFile): Promise<Uid> {
  let id: Uid | undefined;
  for (let at = 0; id === undefined || at < file.size; at += CHUNK) {
    const base64 = await toBase64(file.slice(at, at + CHUNK));
    ({ id } = await call('host.upload', { ...(id && { id }), name: file.name, folder, base64 }));
  }
  return id;
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

/** Returns every file below what was dropped, including those in folders. */
export async function droppedFiles(items: DataTransferItemList): Promise<DroppedFile[]> {
  // Read all items now: they are empty after the event. An item without an entry (made by a page's script) is a plain file.
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = dropped.map(async ({ entry, file }) =>
    entry ? filesBelow(entry) : file ? [{ file, folder: '' }] : [],
  );
  return (await Promise.all(found)).flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<DroppedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, folder: entry.fullPath.slice(0, -entry.name.length) }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: DroppedFile[] = [];
  // A directory reader returns some entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesBelow(each)));
  }
}
