/** The two channels between page and program: calls with their results, and events. */
export const CHANNEL = { call: 'postil:call', event: 'postil:event' } as const;
