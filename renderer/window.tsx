import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './App.tsx';
import { printHintOfBrowser } from './commands/print.ts';
import { returnToLocation } from './state/location.ts';
import { queryClient } from './state/queries.ts';

/** Shows the window, once `fonts` are read and the location to return to is known. */
export async function showWindow(fonts: Promise<unknown>): Promise<void> {
  await Promise.allSettled([returnToLocation(), fonts]);
  printHintOfBrowser();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
