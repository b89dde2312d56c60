import type { TypeDescription, Value } from './model.ts';
import type { KeptStructure } from './names.ts';

/** Data that is kept with a document of a CAS. */
export interface CasDocumentExtra {
  /** The same for all documents of one file, so that they are written to one file again. */
  readonly cas?: string;
  readonly view?: string;
  readonly sofa?: { readonly id: number; readonly features: Readonly<Record<string, Value>> };
  /** The types that the file uses, so that it can be written without its type system. */
  readonly types?: Readonly<Record<string, TypeDescription>>;
  /** The structure with the name and description of the document. */
  readonly metadata?: KeptStructure;
  /** Structures that are not annotations of the text. */
  readonly structures?: readonly KeptStructure[];
  /** Views without a text; only with the first document of a file. */
  readonly views?: readonly {
    readonly name: string;
    readonly sofa?: { readonly id: number; readonly features: Readonly<Record<string, Value>> };
  }[];
}

/** Data that is kept with a document's tokens and sentences: one entry each. */
export interface CasSegmentationExtra {
  readonly tokens?: readonly KeptToken[];
  readonly sentences?: readonly KeptToken[];
}

export interface KeptToken {
  readonly id: number;
  /** Only if it is not the usual type. */
  readonly type?: string;
  readonly features?: Readonly<Record<string, Value>>;
}
