import { toast } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Copies a text to the clipboard. A page that is not served from this machine has none, which is reported. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(TEXTS.copied);
  } catch {
    toast(TEXTS.notCopied, 'error');
  }
}
