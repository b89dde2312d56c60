import { strict } from './strict.ts';

/** A native dialog that was shown. */
export interface ShownDialog {
  readonly kind: DialogKind;
  readonly options: Record<string, unknown>;
}

export type DialogKind = 'open' | 'save' | 'message';

/** A prepared answer: the paths chosen (none: dismissed), or the index of the button pressed (none: the first). */
export interface DialogAnswer {
  readonly kind: DialogKind;
  readonly paths: readonly string[];
}

const prepared: DialogAnswer[] = [];
/** All dialogs since the start. */
export const shownDialogs: ShownDialog[] = [];

/** Prepares the answer to the next dialog of its kind. */
export function prepareDialog(answer: DialogAnswer): void {
  prepared.push(answer);
}

export const dialog = strict('dialog', {
  async showOpenDialog(...given: unknown[]) {
    const { paths } = show('open', given);
    return { canceled: paths.length === 0, filePaths: [...paths] };
  },
  async showSaveDialog(...given: unknown[]) {
    const { paths } = show('save', given);
    return { canceled: paths.length === 0, filePath: paths[0] ?? '' };
  },
  async showMessageBox(...given: unknown[]) {
    const { paths } = show('message', given);
    return { response: Number(paths[0] ?? 0), checkboxChecked: false };
  },
});

/** Throws, with the dialog's name, if no answer is prepared: a real dialog would stay open for ever. */
function show(kind: DialogKind, given: readonly unknown[]): DialogAnswer {
  const options = given.at(-1) as Record<string, unknown>;
  shownDialogs.push({ kind, options });
  const at = prepared.findIndex((answer) => answer.kind === kind);
  const [answer] = at === -1 ? [] : prepared.splice(at, 1);
  if (answer) return answer;
  const error = new Error(`No test prepared the ${kind} dialog “${String(options['title'])}”.`);
  console.error(error);
  throw error;
}
