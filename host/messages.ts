/** Sentences of errors of the web host. */
export const MESSAGES = {
  // Requests that the web host refuses
  expectationFailed: 'This expectation is not met here.',
  notAPath: 'The request target is not a path.',
  notOffered: 'This is not offered here.',
  otherHost: 'The host is not this one.',
  otherOrigin: 'The origin is not this one.',
  noOrigin: 'The origin is missing.',
  otherSite: 'The request comes from another site.',
  linkExpired: 'This link is no longer valid; use the one printed at the last start.',
  noPage: 'There is no such page.',
  notJson: 'The body must be JSON.',
  invalidJson: 'The body is not valid JSON.',
  notACall: 'The body is not a call.',
  tooLarge: 'The request is too large.',
} as const;
