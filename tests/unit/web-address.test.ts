import fc from 'fast-check';
import { expect, test } from 'vitest';
import { webAddress } from '../../shared/web-address.ts';

test('only addresses of the web are any', () => {
  expect(webAddress('https://example.com/a?b')).toEqual({
    href: 'https://example.com/a?b',
    host: 'example.com',
    secure: true,
    warnings: [],
  });
  expect(webAddress('http://example.com')).toMatchObject({ href: 'http://example.com/', secure: false });
  for (const url of [
    'file:///etc/passwd',
    'mailto:a@b',
    'javascript:1',
    'app://postil',
    'data:text/html,x',
    'x',
    '',
  ])
    expect(webAddress(url), url).toBeNull();
  expect(webAddress(`https://example.com/${'a'.repeat(2000)}`)).toBeNull();
});

test('a site that looks like another is written in ASCII, and warned of', () => {
  // The first letter is Cyrillic.
  const address = webAddress('https://\u0430pple.com/login')!;
  expect(address).toMatchObject({ href: 'https://xn--pple-43d.com/login', host: 'xn--pple-43d.com' });
  expect(address.warnings[0]).toContain('xn--');
});

test('what stands before the site is not taken for it', () => {
  const address = webAddress('https://bank.example@evil.example/')!;
  expect(address.host).toBe('evil.example');
  expect(address.warnings[0]).toContain('the address leads to evil.example');
});

test('what is shown is plain ASCII, whatever the text holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.webUrl(), (odd, url) => {
      const address = webAddress(`${url}/${odd}`);
      if (address) expect(address.href).toMatch(/^[\u0021-\u007e]+$/);
    }),
  );
});
