/** Every sentence of the start screen, the dialog for new projects and the first steps. */
export const TEXTS = {
  tagline: 'Who says what about whom, marked in the margin.',
  newProject: 'New project',
  open: 'Open…',
  projects: 'Projects',
  noProjects: (library: string) =>
    `None yet. A project is one file with your articles, your annotations and their whole history. New projects are kept in ${library}.`,
  name: 'Name',
  chooseFolderNext: 'You choose the folder next.',
  keptIn: (library: string) => `It is kept in ${library}.`,
  library: 'the library',
  scheme: 'Annotation scheme',
  create: 'Create project',
  firstSteps: 'First steps',
  gotIt: 'Got it',
} as const;
