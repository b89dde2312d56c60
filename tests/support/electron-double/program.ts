import { theApp } from './app.ts';
import { announce, listenToTest } from './control.ts';

export * from './index.ts';

// This module is evaluated as the first import of main, and the whole of main right after it; "ready" must come after
// both.
setImmediate(() => {
  theApp.begin(announce).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
if (process.send) listenToTest();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => theApp.quit());
