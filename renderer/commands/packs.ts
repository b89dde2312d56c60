import type { PackFormat } from '../../shared/contract/entities.ts';
import { describeWhere, PostilError } from '../../shared/contract/errors.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { usePack } from '../state/packs.ts';
import { currentProject } from '../state/project.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { upload } from './files.ts';
import { TEXTS } from './texts.ts';

/** Asks for a pack, in the host's dialog or the browser's, and imports it. */
export async function choosePack(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (!dialogs) return chooseInPage();
    const { files } = await call('host.pickFiles', {});
    if (files.length > 1) return toast(TEXTS.onePack, 'error');
    if (files[0]) await importPack(files[0].id, files[0].name);
  } catch (error) {
    toastError(error);
  }
}

function chooseInPage(): void {
  const chooser = document.createElement('input');
  chooser.type = 'file';
  chooser.accept = '.csv,.jsonl,.ndjson';
  chooser.onchange = () => {
    const file = chooser.files?.[0];
    if (file) upload({ file, folder: '' }).then((id) => importPack(id, file.name), toastError);
  };
  chooser.click();
}

async function importPack(file: Uid, name: string): Promise<void> {
  const job = newUid();
  usePack.setState({ running: job, name, report: null, error: null });
  setView({ dialog: 'pack' });
  try {
    usePack.setState({ report: await call('entities.import', { job, file }), running: null });
  } catch (error) {
    usePack.setState({ running: null, error: inWords(error) });
  }
}

/** Writes the registry as a pack: into a folder chosen in the host's dialog, or beside the project. */
export async function exportPack(format: PackFormat): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-entities`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const done = await call('entities.export', {
      job: newUid(),
      format,
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.packExported(done.entities, done.path));
  } catch (error) {
    toastError(error);
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof PostilError)) return String(error);
  const place = describeWhere(error.where);
  return place ? `${place}: ${error.message}` : error.message;
}
