import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/forced-colors.css';
import { App } from './App.tsx';
import { returnToLocation } from './state/location.ts';
import { queryClient } from './state/queries.ts';

/** The fonts of the text. Rendering waits for them: a font that arrives later would move text under the pointer. */
const FACES = [
  "1em 'Source Serif 4 Variable'",
  "italic 1em 'Source Serif 4 Variable'",
  "1em 'Inter Variable'",
];
await Promise.allSettled([returnToLocation(), ...FACES.map((face) => document.fonts.load(face, 'aä'))]);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
