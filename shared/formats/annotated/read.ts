import type { Surface } from '../define.ts';
import { rowText } from './plain.ts';

/** Collects what is compared with what was written, while a reader goes through the elements of a file. */
export class ReadSurfaces {
  #ready: Surface[] = [];
  #block: string | null = null;
  readonly #open = new Set<string>();
  #pieces = new Map<string, string>();
  #row: string[][] | null = null;

  beginBlock(): void {
    this.#block = '';
  }

  beginPiece(id: string): void {
    this.#open.add(id);
  }

  endPiece(id: string): void {
    this.#open.delete(id);
  }

  endBlock(): void {
    this.#add(this.#block ?? '');
    for (const words of this.#pieces.values()) this.#add(words);
    this.#pieces.clear();
    this.#block = null;
  }

  beginRow(): void {
    this.#row = [];
  }

  beginCell(): void {
    this.#row?.push([]);
  }

  beginLine(): void {
    this.#row?.at(-1)?.push('');
  }

  /** The row of headings has no cells. */
  endRow(): void {
    if (this.#row && this.#row.length > 0) this.#add(rowText(this.#row));
    this.#row = null;
  }

  /** @param isMarker whether it stands between the words of an article and does not belong to them */
  text(text: string, isMarker: boolean): void {
    const lines = this.#row?.at(-1);
    if (lines && lines.length > 0) lines.push(`${lines.pop()}${text}`);
    if (this.#block === null || isMarker) return;
    this.#block += text;
    for (const id of this.#open) this.#pieces.set(id, (this.#pieces.get(id) ?? '') + text);
  }

  /** Returns what was found since the last call. */
  taken(): Surface[] {
    return this.#ready.splice(0);
  }

  #add(text: string): void {
    this.#ready.push({ document: '', span: '', text });
  }
}
