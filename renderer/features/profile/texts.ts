/** Every sentence about the analyst's name. */
export const TEXTS = {
  title: 'Who is annotating?',
  help: 'Your annotations are stored under this name. You can change it at any time.',
  name: 'Name',
  initials: 'Initials',
  colour: 'Colour',
  hue: (degrees: number) => `Colour ${degrees}°`,
  later: 'Not now',
  save: 'Save',
} as const;
