/** Every sentence about the analyst's name. */
export const TEXTS = {
  yourName: 'Your name',
  annotatingAs: (name: string) => `You are annotating as “${name}”.`,
  setName: 'Set your name…',
  keepName: 'Keep this name',
  title: 'Who is annotating?',
  help: 'Your annotations are stored under this name. You can change it at any time.',
  name: 'Name',
  initials: 'Initials',
  colour: 'Colour',
  hue: (degrees: number) => `Colour ${degrees}°`,
  later: 'Not now',
  save: 'Save',
} as const;
