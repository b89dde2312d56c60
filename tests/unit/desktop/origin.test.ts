import { expect, test } from 'vitest';
import { isOwnUrl, ORIGIN, START_URL } from '../../../electron/desktop/origin.ts';

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
