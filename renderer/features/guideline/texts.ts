/** Texts of guidelines. */
export const TEXTS = {
  erased: 'The words were deleted for good.',
  implicit: '(no words)',
  goTo: (title: string) => `Go to the annotation${title === '' ? '' : ` in “${title}”`}`,
  changed: (quote: string) => `now “${quote}”`,
  deleted: 'the annotation has been deleted',
  noDocument: 'the article is not in this project',
};
