import { expect, test } from 'vitest';
import { desktopObstacle } from '../../../host/desktop-obstacle.ts';

const linux = { platform: 'linux', uid: 1000, env: { DISPLAY: ':0' } } as const;

test('on Linux a display is needed, of X or Wayland, and a user other than root', () => {
  expect(desktopObstacle(linux)).toBeNull();
  expect(desktopObstacle({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
  expect(desktopObstacle({ ...linux, env: { DISPLAY: '' } })).toContain('there is no display');
  expect(desktopObstacle({ ...linux, env: {} })).toContain('there is no display');
  expect(desktopObstacle({ ...linux, uid: 0 })).toContain('as root');
});

test('elsewhere nothing of this is asked', () => {
  expect(desktopObstacle({ platform: 'darwin', uid: 0, env: {} })).toBeNull();
  expect(desktopObstacle({ platform: 'win32', uid: undefined, env: {} })).toBeNull();
});
