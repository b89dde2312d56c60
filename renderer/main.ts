import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/forced-colors.css';
import './ui/print.css';
import { readLocation } from './state/location-storage.ts';
import { callForFirstScreen } from './transport/first-screen.ts';
import { transport } from './transport/index.ts';

/** The fonts of the text. Rendering waits for them: a font that arrives later would move text under the pointer. */
const FACES = [
  "1em 'Source Serif 4 Variable'",
  "italic 1em 'Source Serif 4 Variable'",
  "1em 'Inter Variable'",
];

// This script is small: calls and fonts are on their way while the browser reads the large one.
void callForFirstScreen(transport, readLocation() !== null);
const fonts = Promise.all(FACES.map((face) => document.fonts.load(face, 'aä')));
const { showWindow } = await import('./window.tsx');
await showWindow(fonts);
