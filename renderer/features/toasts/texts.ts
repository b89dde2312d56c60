/** The texts of messages at the foot of the window. */
export const TEXTS = {
  messages: 'Messages',
  dismiss: 'Dismiss',
  times: (times: number) => `${times} times`,
};
