import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { newUid } from '../../shared/model/uid.ts';
import type { DesktopHost, HostPlace } from '../support/hosts/running-host.ts';
import { countsOnDisk, desktopTest, doubleTest, spansOnDisk } from './desktop.ts';
import { Hands } from './first-hour.ts';
import { picture } from './looks.ts';

const MANY = 5000;

/** Starts an import that takes some seconds, and waits until it is under way. */
async function beginImport(host: DesktopHost, { home }: HostPlace): Promise<void> {
  const big = join(home, 'many.jsonl');
  const line = (i: number) =>
    JSON.stringify({
      type: 'document',
      id: newUid(),
      text: `Article ${i}. Mara Odell left the council on Monday.`,
    });
  writeFileSync(big, Array.from({ length: MANY }, (_, i) => `${line(i)}\n`).join(''));
  await host.answerDialog('open', [big]);
  await host.clickMenu('import.files');
  await expect(host.page.getByRole('dialog').getByRole('progressbar')).toBeVisible();
}

desktopTest('closing waits for an import, when a person wants that', 'project', async (host, place) => {
  await expect(host.page.getByTestId('published')).toBeVisible();
  await beginImport(host, place);
  await host.answerDialog('message', ['0']);
  await host.closeWindow();
  await expect(host.page.getByText('Postil closes when the import is done.')).toBeVisible();
  expect(await host.ended).toBe(0);
  expect(countsOnDisk(place.file!).documents).toBe(MANY + 1);
});

desktopTest('closing cancels an import, when a person wants that', 'project', async (host, place) => {
  await expect(host.page.getByTestId('published')).toBeVisible();
  await beginImport(host, place);
  await host.answerDialog('message', ['1']);
  await host.closeWindow();
  expect(await host.ended).toBe(0);
  expect(countsOnDisk(place.file!).documents).toBe(1);
});

doubleTest('who stays is left alone, and may go later', 'project', async (host, place) => {
  await expect(host.page.getByTestId('published')).toBeVisible();
  await beginImport(host, place);
  await host.answerDialog('message', ['2']);
  await host.closeWindow();
  await expect.poll(async () => (await host.control.shownDialogs()).length).toBe(2);
  expect((await host.control.shownDialogs()).at(-1)).toMatchObject({
    kind: 'message',
    options: {
      message: 'The import is still running.',
      buttons: ['Close when it is done', 'Cancel it and close', 'Stay'],
    },
  });
  await expect(host.page.getByTestId('import-report')).toBeVisible({ timeout: 60_000 });
  await host.closeWindow();
  expect(await host.ended).toBe(0);
  expect(countsOnDisk(place.file!).documents).toBe(MANY + 1);
});

desktopTest(
  'what is given and what is being written is saved before the window goes',
  'project',
  async (host, place) => {
    const { page } = host;
    const hands = new Hands(page);
    await hands.tag({ words: 'Velmara', key: 'g' });
    await hands.saved();
    // Commands run one after the other: these wait in the page behind the first.
    const title = page.getByLabel('Title', { exact: true });
    await hands.press('Escape');
    await page.getByRole('tab', { name: 'Details' }).click();
    await title.fill('A title that nobody committed');
    await host.closeWindow();
    expect(await host.ended).toBe(0);
    await host.restart(place.file);
    await host.page.getByRole('tab', { name: 'Details' }).click();
    await expect(host.page.getByLabel('Title', { exact: true })).toHaveValue('A title that nobody committed');
    await host.close();
    expect(spansOnDisk(place.file!)).toBe(1);
  },
);

doubleTest(
  'a killed page comes back to its place, with what was being written',
  'project',
  async (host, { file = '' }) => {
    const hands = new Hands(host.page);
    await hands.tag({ words: 'Velmara', key: 'g' });
    await hands.press('Alt+n');
    await hands.type('Which Velmara?');
    await expect(host.page.getByLabel('Note on the annotation')).toHaveValue('Which Velmara?');
    await host.page.waitForTimeout(500);
    await host.killPage();
    await expect(host.page.getByText('The window failed and was reloaded.')).toBeVisible();
    await expect(host.page.getByLabel('Note on the annotation')).toHaveValue('Which Velmara?');
    await expect(host.page.getByTestId('counts')).toHaveText(/^1 span /);
    await host.page.getByLabel('Note on the annotation').press('Enter');
    await expect(host.page.getByText('Which Velmara?')).toBeVisible();
    expect(spansOnDisk(file)).toBe(1);
    await picture(host.page, 'back-again');
  },
);

doubleTest('a page that fails again and again is not loaded for ever', 'project', async (host) => {
  for (let i = 0; i < 2; i++) {
    await host.killPage();
    await expect(host.page.getByTestId('published')).toBeVisible();
  }
  // A dialog is shown only at the third crash.
  await host.answerDialog('message', ['0']);
  await host.killPage();
  await expect.poll(async () => (await host.control.shownDialogs()).length).toBe(1);
  expect((await host.control.shownDialogs())[0]).toMatchObject({
    options: { message: 'The window has failed three times within a minute.' },
  });
  await expect(host.page.getByTestId('published')).toBeVisible();
  await host.answerDialog('message', ['1']);
  for (let i = 0; i < 2; i++) {
    await host.killPage();
    await expect(host.page.getByTestId('published')).toBeVisible();
  }
  await host.control.killRenderers();
  expect(await host.ended).toBe(0);
});

doubleTest('the window is where it was', 'project', async (host, { file }) => {
  await expect(host.page.getByTestId('published')).toBeVisible();
  const box = { x: 200, y: 90, width: 1100, height: 700 };
  await host.control.place(box);
  await host.control.place('maximised');
  await host.restart(file);
  await expect.poll(() => host.control.window()).toMatchObject({ box, maximised: true });
  // A position on a display that no longer exists.
  await host.control.place({ ...box, x: 4000 });
  await host.restart(file);
  await expect.poll(() => host.control.window()).toMatchObject({ box: { ...box, x: 410, y: 205 } });
});
