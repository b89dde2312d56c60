import { expect, type Locator } from '@playwright/test';
import { expectTidy } from '../support/geometry.ts';
import { expectAccessible, picture } from './looks.ts';
import { test, type Desk } from './sample-desk.ts';

const SIZES = [
  [640, 400],
  [960, 640],
  [1280, 800],
  [1600, 1000],
] as const;

/** How each screen is opened, in this order. */
const SCREENS: Readonly<Record<string, (desk: Desk) => Promise<void>>> = {
  article: async ({ hands }) => hands.press('Alt+Shift+a', 'Control+.'),
  search: async ({ page, hands }) => {
    await hands.press('Control+Shift+f');
    await hands.type('Karsovia');
    await expect(page.getByTestId('hit-count')).toContainText(/\d/);
  },
  claims: async ({ hands }) => hands.press('Alt+Shift+c'),
  relations: async ({ hands }) => hands.press('Alt+Shift+r'),
  entities: async ({ hands }) => hands.press('Alt+Shift+e'),
  review: async ({ page, hands }) => {
    await hands.press('Alt+Shift+p');
    await expect(page.getByRole('article', { name: 'Case' })).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
  },
  agreement: async ({ hands }) => hands.press('Alt+Shift+n'),
  quarantine: async ({ hands }) => hands.press('Alt+Shift+q'),
  notes: async ({ hands }) => hands.press('Alt+Shift+o'),
  history: async ({ hands }) => hands.press('Alt+Shift+h'),
  scheme: async ({ hands }) => hands.press('Alt+Shift+s'),
  guide: async ({ hands }) => hands.press('Shift+F1'),
};

for (const [width, height] of SIZES)
  test(`every screen fits ${width} by ${height}`, async ({ desk }) => {
    const { page } = desk;
    await page.setViewportSize({ width, height });
    for (const [name, open] of Object.entries(SCREENS)) {
      await open(desk);
      await expect(page.locator('main:not([aria-busy])')).toBeVisible();
      for (const look of ['light', 'dark', 'forced'] as const) {
        await page.emulateMedia({ forcedColors: look === 'forced' ? 'active' : 'none' });
        await page.evaluate(
          (theme) => {
            document.documentElement.dataset['theme'] = theme;
          },
          look === 'dark' ? 'dark' : 'light',
        );
        // Colours do not move anything, but forced colours draw borders.
        if (look !== 'dark') await expectTidy(page, `${name}, ${look}`);
        // At 640 by 400 as with 200 % zoom.
        if (width === 640)
          await expectAccessible(page, `${name}, ${look}`, look === 'light' ? 'all' : 'contrast');
        await picture(page, `${name}-${width}-${look}`);
      }
    }
  });

test('in a narrow window the panels are drawers, and tools that do not fit are in menus', async ({
  desk,
}) => {
  const { page, hands } = desk;
  await page.setViewportSize({ width: 640, height: 400 });
  const documents = page.getByRole('complementary', { name: 'Documents' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const text = page.getByRole('textbox', { name: 'Article', exact: true });
  await expect(documents).toBeHidden();
  await expect(inspector).toBeHidden();

  await test.step('Escape closes a drawer, and the focus returns to the text', async () => {
    await hands.press('Control+b');
    await expect(documents.getByRole('listbox')).toBeFocused();
    await expectTidy(page, 'drawer of documents');
    await picture(page, 'drawer-documents');
    await hands.press('Escape');
    await expect(documents).toBeHidden();
    await expect(text).toBeFocused();
  });

  await test.step('the choice of an article closes it', async () => {
    await page.getByRole('button', { name: 'Show or hide the documents' }).click();
    await documents.getByRole('option', { name: /pipeline/ }).click();
    await expect(documents).toBeHidden();
    await expect(page.getByRole('heading', { name: /pipeline/ })).toBeVisible();
  });

  await test.step('a span is edited in the drawer of the inspector; F6 goes on to the text', async () => {
    await hands.toStart();
    await hands.press('Tab', 'Enter');
    await expect(inspector.getByRole('combobox').first()).toBeFocused();
    await expectTidy(page, 'drawer of the inspector');
    await picture(page, 'drawer-inspector');
    await hands.press('Shift+F6');
    await expect(inspector).toBeHidden();
    await expect(text).toBeFocused();
  });

  await test.step('the menus hold what the bar has no room for', async () => {
    await page.getByRole('button', { name: 'More tools' }).click();
    await expect(page.getByRole('menuitem', { name: /Export/ })).toBeVisible();
    await expect(page.getByRole('menuitemradio', { name: 'reader' })).toBeVisible();
    await picture(page, 'more-tools');
    await hands.press('Escape');
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Review' }).click();
    await expect(page.getByRole('button', { name: 'Review', exact: true })).toBeVisible();
  });
});

for (const [width, height] of SIZES)
  test(`what stands above and below the text leaves it two thirds, ${width} by ${height}`, async ({
    desk,
  }) => {
    const { page, hands } = desk;
    await page.setViewportSize({ width, height });
    const text = page.getByTestId('page');
    const heightOf = async (part: Locator) => (await part.boundingBox())!.height;
    await hands.toStart();
    await hands.press('Alt+w');
    const open = page.getByRole('region', { name: 'Open items' });
    await expect(open).toBeVisible();
    expect(await heightOf(open)).toBeLessThanOrEqual((await heightOf(text)) / 3);
    await expectTidy(page, 'open items');
    await picture(page, `open-items-${width}`);
    await hands.press('Escape');

    // A claim's slots and attributes.
    await hands.selectWords({ words: 'had offered Karsovia' });
    await hands.press('ArrowLeft', 'Alt+ArrowUp', '1');
    const slots = page.getByTestId('slot-bar');
    await expect(slots).toBeVisible();
    expect(await heightOf(slots)).toBeLessThanOrEqual((await heightOf(text)) / 3);
    await picture(page, `slot-${width}`);
    await hands.press('Escape');
    if (width < 960) {
      const types = page.getByRole('toolbar', { name: 'Types' });
      const top = async () => (await text.boundingBox())!.y;
      const before = await top();
      await page.getByRole('button', { name: 'Show all types' }).click();
      // They lie over the text until one is chosen.
      await expect(types.getByRole('button', { name: 'Weapon' })).toBeInViewport();
      await picture(page, `types-${width}`);
      await types.getByRole('button', { name: 'Weapon' }).click();
      await expect(page.getByRole('button', { name: 'Show all types' })).toBeVisible();
      expect(await top()).toBe(before);
    }
  });

test('panels are resized by mouse and key, keep the article its place, and stay so', async ({ desk }) => {
  const { page, hands } = desk;
  const edge = page.getByRole('separator', { name: 'Width of Documents' });
  const width = async () =>
    Math.round((await page.getByRole('complementary', { name: 'Documents' }).boundingBox())!.width);
  const value = async (name: string) => Number(await edge.getAttribute(name));
  const box = (await edge.boundingBox())!;
  await page.mouse.move(box.x + 3, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + 53, 400, { steps: 3 });
  await page.mouse.up();
  expect(await width()).toBe(298);
  expect(await value('aria-valuenow')).toBe(298);
  await edge.focus();
  await hands.press('ArrowRight');
  expect(await width()).toBe(314);
  await hands.press('End');
  expect(await width()).toBe(await value('aria-valuemax'));
  expect((await page.getByTestId('page').boundingBox())!.width).toBeGreaterThanOrEqual(440);
  await hands.press('Home', 'ArrowRight');
  expect(await width()).toBe(216);
  await page.reload();
  await expect(edge).toHaveAttribute('aria-valuenow', '216');
  await edge.dblclick();
  expect(await width()).toBe(248);
});
