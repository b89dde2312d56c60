import { registerHooks } from 'node:module';

// Usage: node --import ./tests/support/electron-double/register.ts dist/main.mjs
const double = new URL('program.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
