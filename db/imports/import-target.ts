import type { ErrorWhere } from '../../shared/contract/errors.ts';
import type { IncomingDocument } from '../../shared/formats/records.ts';
import { DocumentMatcher, type MatchedDocument } from '../documents/document-match.ts';
import { documentByUid } from '../documents/documents.ts';
import { refusal } from './import-rules.ts';
import { MESSAGES } from '../messages.ts';
import { documentsThatHad, type Way } from '../revisions/revisions.ts';
import { presentText } from '../rows/text.ts';
import { kindOf } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';

/** Where a record goes: a document, and how its offsets lead into the text there. */
export interface Target extends Omit<MatchedDocument, 'name'> {
  /** The corrections since the record's text, if the document has had it. */
  readonly way?: Way;
}

/** Finds the document of the project that a record of an import is. */
export class TargetFinder {
  readonly #store: ReadStore;
  readonly #documents: DocumentMatcher;
  readonly #always: boolean;
  readonly #tell: (message: string, where?: ErrorWhere) => void;

  /**
   * @param firstOfImport documents that this import adds have local ids from here on
   * @param always whether records are of articles that are here even where they annotate nothing, as a model's are
   */
  constructor(
    store: ReadStore,
    firstOfImport: number,
    {
      always,
      tell,
    }: { readonly always: boolean; readonly tell: (message: string, where?: ErrorWhere) => void },
  ) {
    this.#store = store;
    this.#documents = new DocumentMatcher(store.db, firstOfImport);
    this.#always = always;
    this.#tell = tell;
  }

  /**
   * @returns `new` for a document that is to be added, `none` if nothing is to be done, which is then reported
   * @throws PostilError `refused` where the document of the record's id has another text
   */
  find(record: IncomingDocument, where: ErrorWhere): Target | 'new' | 'none' {
    const { id, text, header, origin } = record;
    if (id !== undefined && kindOf('tombstone').read(this.#store, id)) {
      this.#tell(
        `“${origin.name || record.title}” was deleted for good from this project; it was left out. To have it again, paste or import its text as a new article.`,
        where,
      );
      return 'none';
    }
    const known = id === undefined ? undefined : documentByUid(this.#store, id);
    if (known) {
      const { length } = known.text;
      if (known.text === text) return { uid: known.id, shift: 0, length };
      // In one of two copies of the document the header may have been put back into the text.
      if (known.header + known.text === header + text)
        return { uid: known.id, shift: header.length - known.header.length, length };
      const before = documentsThatHad(this.#store.db, text).find(({ document }) => document === known.id);
      if (before) return { uid: known.id, shift: 0, length, way: before.way };
      throw refusal(MESSAGES.otherText(known.id), where);
    }
    const annotated =
      this.#always || record.spans.length + record.labels.length + record.relations.length > 0;
    const sought = { text, header, name: origin.name };
    // Documents of this very import stay apart, even where two have the same name and text; but the files of several
    // annotators of one text are one document.
    const together = record.localIds && annotated ? this.#documents.findTogether(sought) : undefined;
    const loosely = annotated && id === undefined;
    const same = [...this.#documents.find(sought, { loosely }), ...(together ? [together] : [])];
    const sameName = same.find(({ name }) => name === origin.name);
    if (id !== undefined) return sameName ?? 'new';
    if (!same[0]) return (annotated && this.#before(text)) || 'new';
    if (annotated) return sameName ?? same[0];
    if (sameName) {
      this.#tell(`“${origin.name}” is already in the project with the same text; nothing was added.`, where);
      return 'none';
    }
    this.#tell(
      `“${origin.name}” has the same text as “${same[0].name}”; it was imported all the same.`,
      where,
    );
    return 'new';
  }

  /** Returns the only document that had this text before it was corrected. */
  #before(text: string): Target | undefined {
    const [found, another] = documentsThatHad(this.#store.db, text);
    if (!found || another) return undefined;
    return {
      uid: found.document,
      shift: 0,
      length: presentText(this.#store, found.document)!.text.length,
      way: found.way,
    };
  }
}
