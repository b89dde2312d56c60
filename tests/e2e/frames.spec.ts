import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { ClaimDesk } from './claim-desk.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';
import * as selvik from './selvik.ts';

const ARTICLE = 'selvik-talks.txt';

/** The article of Selvik with its countries, cities and persons tagged and linked. */
interface Desk {
  readonly page: Page;
  readonly desk: ClaimDesk;
  readonly project: Cli;
}

const test = base.extend<{ open: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  open: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = new Cli(join(place.home, 'Frames.postil'), place.config);
    const pack = join(folder, 'pack.csv');
    writeFileSync(pack, selvik.PACK);
    await project.run('new');
    await project.run('import', selvik.ARTICLE, selvik.OTHER_ARTICLE);
    await project.run('entities', 'import', pack);
    for (const [type, entity, ...strings] of selvik.KNOWN.filter(([type]) => /GPE|PERSON/.test(type)))
      for (const string of strings)
        await project.run('propagate', '--string', string, '--type', type, '--entity', entity!);
    const host = await startHost('web', { ...place, file: project.file });
    await expect(host.page.locator('.ProseMirror')).toContainText('Velmara’s foreign and defence ministers');
    await use({ page: host.page, desk: new ClaimDesk(host.page), project });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Returns the fillers of a claim or event by slot, as another program reads them. */
async function fillers(project: Cli, type: string): Promise<Record<string, string[]>> {
  const spans = await project.spans(ARTICLE);
  const frame = spans.find((span) => span.type === type);
  const filled: Record<string, string[]> = {};
  for (const { name, filler } of frame?.slots ?? [])
    (filled[name] ??= []).push(spans.find(({ id }) => id === filler.span)?.text ?? JSON.stringify(filler));
  return filled;
}

test('slots are filled with the mouse: a click on a span, words dragged over, an offer', async ({ open }) => {
  const { page, desk, project } = open;
  await desk.hands.selectWords({ words: selvik.MINISTRY.content });
  await desk.hands.press('c');
  const slot = (name: string) => page.getByTestId(`slot-${name.toLowerCase()}`);
  const activate = (name: string) =>
    slot(name)
      .getByRole('button', { name: new RegExp(`^\\d ?${name}$`) })
      .click();

  // Clicking a span that the slot accepts fills it; a slot for several fillers stays active and accepts another one.
  await activate('Claimer');
  await page.locator('.ProseMirror .seg', { hasText: 'Ibragimović' }).first().click();
  await expect(slot('Claimer').getByRole('button', { name: 'Remove Maartje Ibragimović' })).toBeVisible();
  await page.locator('.ProseMirror .seg', { hasText: 'Branimir Sølvedal' }).click();
  await expect(slot('Claimer').getByRole('button', { name: 'Remove Branimir Sølvedal' })).toBeVisible();
  // Untagged words become a cue when the mouse button is released.
  await activate('Cue');
  await desk.dragOver('said');
  await expect(slot('Cue').getByRole('button', { name: 'Remove said' })).toBeVisible();
  // A span that the slot does not accept is refused with a message at the slot, and nothing changes.
  await activate('Location');
  await page.locator('.ProseMirror .seg', { hasText: 'Yaşar Tolvane' }).click();
  await expect(page.getByTestId('slot-bar')).toContainText(/PERSON/);
  await page
    .getByRole('toolbar', { name: 'Fillers for Location' })
    .getByRole('button', { name: 'Velmara' })
    .first()
    .click();
  await expect(slot('Location').getByRole('button', { name: 'Remove Velmara' })).toBeVisible();
  await desk.hands.saved();
  expect(await fillers(project, 'CLAIM')).toEqual({
    claimer: ['Maartje Ibragimović', 'Branimir Sølvedal'],
    cue: ['said'],
    location: ['Velmara'],
  });
  await project.expectSound();
});

test('the digits of the numeric pad activate slots, and without number lock they move the caret', async ({
  open,
}) => {
  const { page, desk, project } = open;
  const { hands } = desk;
  const session = await page.context().newCDPSession(page);
  const pad = async (digit: number) => {
    const key = {
      code: `Numpad${digit}`,
      key: `${digit}`,
      windowsVirtualKeyCode: 96 + digit,
      isKeypad: true,
    };
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: `${digit}`, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  };
  await hands.selectWords({ words: selvik.MINISTRY.content });
  await hands.press('c');
  await pad(1);
  await expect(page.getByTestId('slot-bar')).toContainText('Claimer');
  await pad(2);
  await hands.press('a');
  await expect(page.getByTestId('slot-cue')).toContainText('said');
  await hands.saved();
  expect(await fillers(project, 'CLAIM')).toEqual({ cue: ['said'] });
  // Without number lock, as Playwright presses them, the same keys are arrows and fill no slot.
  const before = await hands.caret();
  await hands.press('Numpad6');
  await expect(page.getByTestId('slot-bar')).toBeHidden();
  expect(await hands.caret()).toBe(before + 1);
});

test('an event with actor, recipient and place, by keyboard', async ({ open }) => {
  const { page, desk, project } = open;
  const { hands } = desk;
  // The layer is off at first: its letter does nothing then, and the palette can show it.
  await hands.selectWords({ words: 'held talks' });
  await hands.press('h');
  await hands.command('Show the layer Events');
  await expect(page.getByRole('button', { name: 'Events', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await hands.selectWords({ words: 'held talks' });
  await hands.press('h');
  await expect(page.locator('blockquote')).toHaveText('held talks');
  await desk.fill('1', 'Actor', 'Velmara');
  await desk.fill('2', 'Recipient', 'Selvik');
  await desk.fill('3', 'Location', 'Selvik');
  // Words that fill two slots get one label instead of two overlapping ones.
  await expect(page.locator('.slot-name')).toHaveText(['actor', 'recipient, location']);
  await inBothThemes(page, 'event-form');
  await hands.press('Escape', 'Tab', 'Shift+Tab');
  await hands.saved();
  expect(await fillers(project, 'EVENT-MENTION')).toEqual({
    actor: ['Velmara'],
    recipient: ['Selvik'],
    location: ['Selvik'],
  });
  await expect(page.getByTestId('counts')).toContainText('0 claims');
  // Tagging with a type of a hidden layer shows the layer, because nobody can work on what is hidden.
  await hands.command('Hide the layer Events');
  await hands.selectWords({ words: 'closer' });
  await hands.command('Tag as Event');
  await expect(
    page.locator('.ProseMirror .seg.selected, .ProseMirror .seg', { hasText: 'closer' }).first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Events', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await project.expectSound();
});

test('mentions are split off an entity, and one leaves a group', async ({ open }) => {
  const { page, desk, project } = open;
  const { hands } = desk;
  // Two cities with the same name: the first two mentions of Selvik belong to the other one.
  await desk.caretTo('Selvik');
  await hands.press('Tab', 'Alt+o');
  await expect(page.getByTestId('entity-counts')).toContainText('5 mentions in 2 documents');
  await page.getByRole('tab', { name: /^Mentions/ }).click();
  const list = page.getByRole('listbox', { name: 'Mentions' });
  await desk.tabTo(list);
  await hands.press('Home', 'Space', 'ArrowDown', 'Space');
  await expect(page.getByText('2 mentions selected')).toBeVisible();
  await inBothThemes(page, 'entity-split');
  await desk.tabTo(page.getByRole('textbox', { name: 'Name of the new entity' }), 'Shift+Tab');
  await hands.type('Old Selvik');
  await hands.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Old Selvik');
  await expect(page.getByTestId('entity-counts')).toContainText('2 mentions in 1 document');
  await hands.press('Control+z');
  await expect(page.getByText('This entity is not in the project; it was deleted or undone.')).toBeVisible();
  await hands.press('Control+Shift+z');
  await expect(page.getByTestId('entity-counts')).toContainText('2 mentions in 1 document');

  // A mention of two entities, of which one is unlinked by its button.
  await hands.press('Alt+Shift+a');
  await hands.tag({ words: 'both sides', key: 'g' });
  await desk.lookUp('Velm', 'Velmara');
  await desk.lookUp('Ostr', 'Ostrava Alta');
  await expect(page.getByRole('heading', { name: 'Entities: a group of 2' })).toBeVisible();
  await hands.press('Enter');
  await desk.tabTo(page.getByRole('button', { name: 'Unlink Velmara', exact: true }));
  await hands.press('Enter');
  await expect(page.getByRole('heading', { name: 'Entity', exact: true })).toBeVisible();
  await hands.saved();
  const [both] = (await project.spans(ARTICLE)).filter(({ text }) => text === 'both sides');
  expect(both?.entities).toHaveLength(1);
  await project.expectSound();
});
