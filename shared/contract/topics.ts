/** What changes may concern. Apart from the schemas of `change.ts`, because the window’s first script builds none. */
export const TOPICS = [
  'project',
  'scheme',
  'sets',
  'documents',
  'annotations',
  'notes',
  'entities',
  'review',
  'history',
] as const;
