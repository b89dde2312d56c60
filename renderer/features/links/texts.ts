/** Every sentence of the question before a web address is opened. */
export const TEXTS = {
  title: 'Open this address?',
  leadsTo: 'It opens outside Postil, at',
  notSecure: 'The connection is not encrypted (http).',
  open: 'Open in a new tab',
} as const;
