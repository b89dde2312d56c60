import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { ACTIONS } from '../../shared/actions.ts';
import { ARTICLE, desktopTest, doubleTest, makeProject, spansOnDisk } from './desktop.ts';
import { Hands } from './first-hour.ts';

const ORIGIN = 'app://postil';
const start = (page: Page) => page.getByRole('button', { name: 'New project' });
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme']);
/** How long to wait for something that must not happen (ms). */
const A_WHILE = 500;

desktopTest('the page stays at home and opens no windows', 'shared', async ({ page }) => {
  await expect(start(page)).toBeVisible();
  const home = page.url();
  for (const away of ['http://example.com/', 'https://postil.example/', 'http://127.0.0.1:9/']) {
    await page.evaluate((url) => location.assign(url), away);
    await page.waitForTimeout(A_WHILE);
    expect(page.url()).toBe(home);
  }
  await expect(start(page)).toBeVisible();
  // http, because the program passes https links to the system's browser.
  expect(await page.evaluate(() => window.open('http://example.com/') === null)).toBe(true);
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/icon.svg', target: '_blank' });
    document.body.append(link);
    link.click();
  });
  await page.waitForTimeout(A_WHILE);
  await expect.poll(() => page.context().pages().length).toBe(1);
});

doubleTest(
  'links go to the system’s browser once they are allowed, and only links to the web',
  'shared',
  async (host) => {
    const ask = async (url: string, button: string) => {
      const before = (await host.control.shownDialogs()).length;
      await host.answerDialog('message', [button]);
      await host.page.evaluate((link) => window.open(link), url);
      await expect.poll(async () => (await host.control.shownDialogs()).length).toBe(before + 1);
      return (await host.control.shownDialogs()).at(-1)!.options;
    };
    const open = (url: string) => ask(url, '0');
    expect(await ask('https://cancelled.example/', '1')).toMatchObject({ defaultId: 1, cancelId: 1 });
    expect(await open('https://example.com/a?b=c')).toMatchObject({
      message: 'Open example.com in your browser?',
      detail: 'https://example.com/a?b=c',
    });
    // The first letter is Cyrillic.
    expect(await open('https://\u0430pple.com/')).toMatchObject({
      detail: expect.stringMatching(/^https:\/\/xn--pple-43d\.com\/\n\n.*look like others/),
    });
    for (const url of ['http://example.com/', 'file:///etc/passwd', 'smb://host/x'])
      await host.page.evaluate((link) => window.open(link), url);
    await host.page.waitForTimeout(A_WHILE);
    await expect
      .poll(() => host.control.openedOutside())
      .toEqual(['https://example.com/a?b=c', 'https://xn--pple-43d.com/']);
  },
);

desktopTest('the page gets no permission', 'shared', async ({ page }) => {
  const asked = await page.evaluate(async () => ({
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : 'other'),
      ),
    ),
    notifications: await Notification.requestPermission(),
    microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'refused',
    ),
  }));
  expect(asked).toEqual({ place: 'denied', notifications: 'denied', microphone: 'refused' });
});

doubleTest('the program denies every permission, device and download', 'shared', async ({ control }) => {
  const permissions = await control.permissions();
  expect(Object.entries(permissions).filter(([, granted]) => granted)).toEqual([]);
  expect(Object.keys(permissions).length).toBeGreaterThan(10);
  expect(await control.downloads()).toBe(false);
  expect(await control.switches()).toEqual(
    expect.arrayContaining(['sandbox', '--host-resolver-rules=MAP * ~NOTFOUND']),
  );
});

desktopTest('the content security policy holds', 'shared', async ({ page }) => {
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
  expect(policy).not.toContain('unsafe');
  const done = await page.evaluate(async () => {
    const world = globalThis as { inline?: boolean; handler?: boolean };
    const script = document.createElement('script');
    script.textContent = 'globalThis.inline = true';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="x:" onerror="globalThis.handler = true">';
    document.body.append(image);
    const frame = document.createElement('iframe');
    frame.src = '/';
    document.body.append(frame);
    // Evaluated in a task of the page itself, because code that a debugger runs may use eval.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve((0, eval)('1 + 1'));
        } catch (error) {
          resolve((error as Error).name);
        }
      }, 300),
    );
    const reach = (url: string) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'reached',
        () => 'blocked',
      );
    return {
      inline: world.inline ?? false,
      handler: world.handler ?? false,
      framed: frame.contentDocument?.querySelector('#root') != null,
      evaluated,
      outside: await reach('https://example.com/'),
      loopback: await reach('http://127.0.0.1:9/'),
    };
  });
  expect(done).toEqual({
    inline: false,
    handler: false,
    framed: false,
    evaluated: 'EvalError',
    outside: 'blocked',
    loopback: 'blocked',
  });
});

desktopTest('the scheme serves the renderer and nothing beside it', 'shared', async ({ page }) => {
  const statuses = await page.evaluate(
    async (paths) =>
      Promise.all(
        paths.map(async (path) => [
          path,
          await fetch(path).then(
            ({ status }) => status,
            () => 0,
          ),
        ]),
      ),
    [
      '/icon.svg',
      '/../package.json',
      '/../main.mjs',
      '/%2e%2e/main.mjs',
      '/..%2fmain.mjs',
      '/..%5cmain.mjs',
      '/%2fetc%2fpasswd',
      '//etc/passwd',
      '/icon.svg%00.html',
    ],
  );
  // `//etc/passwd` is another host, which the policy blocks before the request is made.
  const wanted = { '/icon.svg': 200, '//etc/passwd': 0 };
  expect(Object.fromEntries(statuses)).toEqual({
    ...Object.fromEntries(statuses.map(([path]) => [path, 404])),
    ...wanted,
  });
  expect(await page.evaluate(async () => (await fetch('/', { method: 'POST' })).status)).toBe(405);
});

desktopTest('the bridge is call and on, and nothing behind them', 'shared', async ({ page }) => {
  const bridge = await page.evaluate(async () => {
    const { postil } = window;
    const call = async (name: string) => {
      const response = await postil!.call({ call: name, input: {} });
      return response.ok ? 'ok' : response.error.code;
    };
    const world = globalThis as Record<string, unknown>;
    return {
      keys: Object.keys(postil!),
      frozen: Object.isFrozen(postil),
      stop: postil!.on(() => undefined)() === undefined,
      leaked: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => world[name] !== undefined,
      ),
      known: await call('host.info'),
      unknown: await call('host.shutdown'),
      inherited: await call('constructor'),
      malformed: await postil!
        .call('host.info' as never)
        .then((response) => (response.ok ? 'ok' : response.error.code)),
    };
  });
  expect(bridge).toEqual({
    keys: ['call', 'on'],
    frozen: true,
    stop: true,
    leaked: [],
    known: 'ok',
    unknown: 'invalid-input',
    inherited: 'invalid-input',
    malformed: 'invalid-input',
  });
});

doubleTest('the program answers its own page only', 'shared', async ({ control }) => {
  const own = { url: `${ORIGIN}/`, origin: ORIGIN, parent: null };
  const ask = (frame: Parameters<typeof control.invoke>[2]) =>
    control.invoke('postil:call', [{ call: 'host.info', input: {} }], frame);
  expect(await ask(own)).toMatchObject({ ok: true, value: { ok: true } });
  const refused = { ok: true, value: { ok: false, error: { code: 'refused' } } };
  for (const frame of [
    { ...own, url: 'https://evil.example/', origin: 'https://evil.example' },
    { ...own, url: 'app://postil.evil/', origin: 'app://postil.evil' },
    { ...own, origin: 'null' },
    { ...own, url: 'about:blank' },
    { ...own, url: 'app://postil@evil/' },
    { ...own, parent: own },
    null,
  ])
    expect(await ask(frame), JSON.stringify(frame)).toMatchObject(refused);
  expect(await control.invoke('postil:event', [], own)).toMatchObject({ ok: false });
  expect(await control.invoke('fs', ['/etc/passwd'], own)).toMatchObject({
    ok: false,
    message: expect.stringContaining('No handler registered'),
  });
});

desktopTest('the menu holds every action that has a place in it', 'project', async (host) => {
  const entries = await host.menu();
  const shown = entries.filter(({ id }) => ACTIONS.some((action) => action.id === id));
  const wanted = ACTIONS.filter(({ menu }) => menu !== null);
  expect(shown.map(({ menu, id, label }) => ({ menu, id, label })).sort(byId)).toEqual(
    wanted.map(({ menu, id, label }) => ({ menu, id, label })).sort(byId),
  );
  // One click triggers exactly one action in the page.
  const before = await theme(host.page);
  await host.clickMenu('theme.toggle');
  await expect.poll(() => theme(host.page)).not.toBe(before);
  await host.clickMenu('theme.toggle');
  await expect.poll(() => theme(host.page)).toBe(before);
  await host.clickMenu('palette.open');
  await expect(host.page.getByRole('dialog', { name: 'Search or command' })).toBeVisible();
  expect(host.errors()).toEqual([]);
});

desktopTest('the menu does no harm where no project is open', 'empty', async (host) => {
  const { page } = host;
  await expect(start(page)).toBeVisible();
  // No dialog is prepared: a file dialog for an action that cannot succeed would be an error.
  for (const { id } of ACTIONS.filter(({ id, menu }) => menu !== null && id !== 'project.open')) {
    await host.clickMenu(id);
    await page.waitForTimeout(50);
    await page.keyboard.press('Escape');
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(start(page)).toBeVisible();
  expect(host.errors()).toEqual([]);
});

function byId(a: { id: string | null }, b: { id: string | null }): number {
  return String(a.id) < String(b.id) ? -1 : 1;
}

desktopTest('files come in and projects open by dialog', 'empty', async (host, { home }) => {
  const { page } = host;
  const [made, other] = [join(home, 'Made.postil'), join(home, 'Other.postil')];
  await makeProject(other);
  await start(page).click();
  await page.getByLabel('Name', { exact: true }).fill('Made');
  // Another folder is chosen in the system's dialog.
  await host.answerDialog('open', [home]);
  await page.getByRole('button', { name: 'Choose…' }).click();
  await expect(page.getByRole('group', { name: 'Folder' })).toContainText(home);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByTestId('saved')).toBeVisible();
  // The dialog is first dismissed, then answered.
  await host.answerDialog('open', []);
  await host.clickMenu('import.files');
  await host.answerDialog('open', [ARTICLE]);
  await host.clickMenu('import.files');
  await expect(page.getByTestId('import-report')).toHaveText('1 document.');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('published')).toBeVisible();
  await host.answerDialog('open', [other]);
  await host.clickMenu('project.open');
  await expect(page.getByTestId('published')).toBeHidden();
  await host.answerDialog('open', [made]);
  await host.clickMenu('project.open');
  await expect(page.getByTestId('published')).toBeVisible();
  expect(host.errors()).toEqual([]);
});

doubleTest(
  'a project is shown in the file manager, renamed and moved to the trash of the system',
  'empty',
  async (host, { home }) => {
    const { page } = host;
    await makeProject(join(home, 'Made.postil'));
    await host.answerDialog('open', [join(home, 'Made.postil')]);
    await host.clickMenu('project.open');
    await expect(page.getByTestId('saved')).toBeVisible();
    const choose = async (name: string, item: string) => {
      await page.getByRole('button', { name: `Project: ${name}` }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    };
    await choose('Made', 'Show in folder');
    await expect.poll(() => host.control.openedOutside()).toContain(join(home, 'Made.postil'));
    await choose('Made', 'Rename…');
    await page.getByRole('textbox', { name: 'New name' }).fill('Renamed');
    await page.keyboard.press('Enter');
    await choose('Renamed', 'Move to the trash…');
    await expect(page.getByRole('dialog')).toContainText('the trash of this computer');
    await page.keyboard.press('Enter');
    // The start screen is back, without it.
    await expect(start(page)).toBeVisible();
    await expect(page.getByRole('log')).toContainText('Renamed is in the trash of this computer.');
    expect(
      readdirSync(home).filter((name) => /^(?:Made|Renamed)\.(?:postil$|postil-|backups)/.test(name)),
    ).toEqual([]);
    expect(host.errors()).toEqual([]);
  },
);

desktopTest('closing waits for a write under way', 'project', async (host, { file = '' }) => {
  const { page } = host;
  const hands = new Hands(page);
  await expect(page.getByTestId('counts')).toHaveText(/^0 spans/);
  const holder = spawn(process.execPath, ['tests/integration/children/hold.ts', file, 'lock'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await hands.selectWords({ words: 'Velmara' });
  await hands.press('g');
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saving', 'true');
  await host.closeWindow();
  await page.waitForTimeout(A_WHILE);
  expect(page.isClosed(), 'still open').toBe(false);
  holder.kill('SIGKILL');
  expect(await host.ended).toBe(0);
  expect(spansOnDisk(file)).toBe(1);
});

desktopTest('a second start hands its file to the first', 'project', async (host, { home }) => {
  const { page } = host;
  await expect(page.getByTestId('published')).toBeVisible();
  const second = join(home, 'Second.postil');
  await makeProject(second);
  await host.startAgain(second);
  await expect(page.getByTestId('published')).toBeHidden();
  // A file that is not a project is refused with a message, and the open project stays open.
  const broken = join(home, 'broken.postil');
  writeFileSync(broken, 'not a project');
  await host.answerDialog('message', []);
  await host.startAgain(broken);
  await page.waitForTimeout(A_WHILE);
  await expect(page.getByTestId('saved')).toBeVisible();
  expect(host.errors()).toEqual([]);
});

doubleTest('the window is shown when it is ready, and quitting ends the program', 'project', async (host) => {
  await expect(host.page.getByTestId('published')).toBeVisible();
  expect(await host.control.window()).toMatchObject({ visible: true });
  await host.startAgain();
  await expect.poll(() => host.control.window()).toMatchObject({ focused: 1 });
  await host.control.quit();
  expect(await host.ended).toBe(0);
});

doubleTest(
  'recent projects are in the menu until they are cleared',
  'project',
  async (host, { home, file = '' }) => {
    await expect(host.page.getByTestId('published')).toBeVisible();
    const other = join(home, 'Other.postil');
    await makeProject(other);
    await host.startAgain(other);
    await expect(host.page.getByTestId('published')).toBeHidden();
    const recent = async () =>
      (await host.menu()).filter(({ menu }) => menu === 'File > Open Recent').map(({ label }) => label);
    expect(await recent()).toEqual([`Other.postil in ${home}`, `Desk.postil in ${home}`, 'Clear This List']);
    expect(await host.control.recentDocuments()).toEqual([other, file]);
    await host.clickMenu('recent.1');
    await expect(host.page.getByTestId('published')).toBeVisible();
    await host.clickMenu('recent.clear');
    expect(await recent()).toEqual(['Clear This List']);
    expect(await host.control.recentDocuments()).toEqual([]);
  },
);
