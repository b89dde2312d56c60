import { anyDataset, withoutReturns } from './support.ts';

/** Any dataset as a project holds it: without carriage returns, which became line feeds when its documents came in. */
export const anyStoredDataset = anyDataset.map(({ dataset, documents }) => ({
  dataset,
  documents: documents.map(withoutReturns),
}));
