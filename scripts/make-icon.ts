import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/chromium.ts';

/** Width and height in pixels; electron-builder derives the smaller sizes and the files for macOS and Windows. */
const SIDE = 1024;

// Draws resources/icon.png from the icon of the pages. Run it when that icon changes.
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_FLAGS });
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
const svg = readFileSync('renderer/public/icon.svg').toString('base64');
await page.setContent(
  `<style>body{margin:0}img{display:block;width:100%}</style><img src="data:image/svg+xml;base64,${svg}">`,
);
writeFileSync('resources/icon.png', await page.screenshot({ omitBackground: true }));
await browser.close();
