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
  cancel: 'Cancel',
  firstSteps: 'First steps',
  gotIt: 'Got it',
  // Keys stand between these parts.
  look: 'Look.',
  hover: 'Hover over a word to see its annotations;',
  next: 'moves to the next annotation.',
  tag: 'Tag.',
  pressLetter: 'Put the caret on a word and press a type’s letter,',
  person: (undo: string) => `for a person; ${undo} undoes it.`,
  rest: 'Find the rest.',
  everyCommand: 'lists every command,',
  everyKey: 'every key.',
} as const;
