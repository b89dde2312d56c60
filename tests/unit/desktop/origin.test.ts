import { expect, test } from 'vitest';
import { isOwnUrl, isWebLink, ORIGIN, START_URL } from '../../../electron/desktop/origin.ts';

test.each([START_URL, ORIGIN, 'app://postil/index.html', 'app://postil/a/b?c#d'])('%s is ours', (url) => {
  expect(isOwnUrl(url)).toBe(true);
});

test.each([
  '',
  'postil',
  'about:blank',
  'app://',
  'app:postil',
  'app://postil.evil/',
  'app://evil/postil',
  'app://postil:80/',
  'app://user@postil/',
  'app://user:word@postil/',
  'app://postil@evil/',
  'apps://postil/',
  'https://postil/',
  'https://app.postil/',
  'file:///postil',
  'javascript:alert(1)//app://postil/',
  'data:text/html,app://postil/',
  'blob:app://postil/1',
])('%s is not ours', (url) => {
  expect(isOwnUrl(url)).toBe(false);
});

test('only https goes to the system’s browser', () => {
  expect(isWebLink('https://example.com/a?b')).toBe(true);
  for (const url of [
    'http://example.com',
    'file:///etc/passwd',
    'mailto:a@b',
    'javascript:1',
    'app://postil',
    'x',
    '',
  ])
    expect(isWebLink(url), url).toBe(false);
});
