import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/chromium.ts';

/** Pixels a side; electron-builder makes the smaller ones and the containers of macOS and Windows from it. */
const SIDE = 1024;

// Draws resources/icon.png from the icon that the pages have. Run it when that changes.
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_FLAGS });
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
const svg = readFileSync('renderer/public/icon.svg').toString('base64');
await page.setContent(
  `<style>body{margin:0}img{display:block;width:100%}</style><img src="data:image/svg+xml;base64,${svg}">`,
);
writeFileSync('resources/icon.png', await page.screenshot({ omitBackground: true }));
await browser.close();
