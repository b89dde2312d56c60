import type { Format } from '../define.ts';
import { tablesCarries } from './carries.ts';
import { formOf, OPTIONS } from './options.ts';
import { readTables } from './read.ts';
import { writeTables } from './write.ts';

/** What analysts work with: who claims what about whom, mentions, entities, events, relations, articles; a table each. */
export const tables: Format = {
  id: 'tables',
  label: 'Excel workbook or tables',
  extensions: ['xlsx', 'csv', 'parquet'],
  offsetUnit: 'stated',
  sets: 'many',
  options: OPTIONS,
  cannotHold: [
    'articles and other texts of more than 32,767 characters in the workbook (they are cut)',
    'more than 1,048,575 rows in one sheet of the workbook (the table continues on another sheet)',
    'fillers in other articles (the tables have their ids)',
  ],
  carries: (values) => tablesCarries(formOf(values)),
  sniff: () => 0,
  write: writeTables,
  surfaces: readTables,
};
