import { theApp } from './app.ts';
import { announce, listenToTest } from './control.ts';

export * from './index.ts';

// This module is evaluated as main's first import, and main as a whole right after it: only then comes "ready".
setImmediate(() => {
  theApp.begin(announce).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
if (process.send) listenToTest();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => theApp.quit());
