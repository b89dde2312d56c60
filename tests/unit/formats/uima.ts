import { anyDataset } from './support.ts';

/** Any dataset as a project holds it: carriage returns became line feeds when its documents came in. */
export const anyStoredDataset = anyDataset.map(({ dataset, documents }) => ({
  dataset,
  documents: documents.map((document) => ({ ...document, text: document.text.replaceAll('\r', '\n') })),
}));
