/** Sentences of errors, notices and questions of the desktop program. */
export const MESSAGES = {
  // Calls and pages that are refused
  foreignPage: 'Only Postil’s own page may call.',
  notACall: 'The message is not a call.',
  otherHost: 'There is no such host.',
  notOffered: 'This is not offered here.',
  noPage: 'There is no such page.',

  // Projects that are given from outside
  noFile: (path: string) => `There is no file ${path}.`,
  notOpened: (path: string) => `${path} could not be opened.`,

  // Links
  openInBrowser: (host: string) => `Open ${host} in your browser?`,
  addressNotOpened: (error: unknown) => `The address could not be opened: ${String(error)}`,

  // Closing while work is running
  stillRunning: (work: string) => `The ${work} is still running.`,
  cancelledLeavesNothing:
    'Cancelled, it leaves the project as it was before, and no half-written file. What you annotated is saved in any case.',
  closesWhenDone: (work: string) => `Postil closes when the ${work} is done.`,

  // The window
  pageEnded: (reason: string) => `The page ended: ${reason}.`,
  windowFailed: 'The window has failed three times within a minute.',
  whatToDoAfterFailures: (reason: string) =>
    `It is not loaded again by itself (${reason}). Everything that was shown as saved is saved. A restart of the machine or a newer graphics driver may help; the command line can open the project meanwhile.`,
  placeNotKept: (error: unknown) => `The place of the window was not kept: ${String(error)}`,
} as const;
