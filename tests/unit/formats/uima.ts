import { anyDataset, withoutReturns } from './support.ts';

/** Any dataset as a project contains it: without carriage returns, which become line feeds on import. */
export const anyStoredDataset = anyDataset.map(({ dataset, documents }) => ({
  dataset,
  documents: documents.map(withoutReturns),
}));
