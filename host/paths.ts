import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json: above this module in the sources, above `dist/` in a build, inside the asar when packed. */
export function appFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('package.json was not found above the program');
    folder = above;
  }
  return folder;
}

/** The built renderer. */
export function rendererFolder(): string {
  return join(appFolder(), 'dist', 'renderer');
}
