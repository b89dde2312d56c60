import type { ListedAttribute } from '../../shared/contract/values.ts';
import { call } from '../api.ts';
import { toast, toastError } from '../state/view.ts';
import { asWorking } from '../state/working.ts';
import { TEXTS } from './texts.ts';

/** Renames or merges values in all annotations, or deletes them if `by` is null. Returns whether that was done. */
export async function replaceValues(
  attribute: ListedAttribute,
  label: string,
  values: readonly string[],
  by: string | null,
): Promise<boolean> {
  try {
    const { annotations, documents } = await asWorking(TEXTS.replacingValues(label), (job) =>
      call('values.replace', { job, attribute, values: [...values], by }),
    );
    toast(TEXTS.valuesReplaced(label, values, by, annotations, documents));
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

/** Gives a value a colour; null takes it away. */
export async function colourValue(
  attribute: ListedAttribute,
  value: string,
  hue: number | null,
): Promise<void> {
  try {
    await call('values.colour', { attribute, value, hue });
  } catch (error) {
    toastError(error);
  }
}
