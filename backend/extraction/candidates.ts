import type { Candidate, Candidates } from '../../shared/formats/extracted.ts';
import { METADATA_FIELDS, type DocumentMetadata } from '../../shared/model/document.ts';
import { fieldValue } from '../../shared/text/fields.ts';

/** Collects candidates in the order in which they are trusted. Values that do not fit their field are dropped. */
export class CandidateList {
  readonly #found: Partial<Record<keyof DocumentMetadata, Candidate[]>> = {};

  add(field: keyof DocumentMetadata, stated: string | null | undefined, origin: string): void {
    const words = (stated ?? '').replace(/\s+/g, ' ').trim();
    const value = fieldValue(field, words);
    if (value === null) return;
    const list = (this.#found[field] ??= []);
    if (!list.some((each) => each.value === value)) list.push({ value, origin });
  }

  list(): Candidates {
    return this.#found;
  }

  /** The first candidate of each field. */
  best(): Partial<DocumentMetadata> {
    return Object.fromEntries(
      METADATA_FIELDS.flatMap((field) => {
        const first = this.#found[field]?.[0];
        return first ? [[field, first.value]] : [];
      }),
    );
  }
}
