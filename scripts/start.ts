import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSample } from '../backend/workspace/sample.ts';
import { libraryFolder, SettingsFile } from '../backend/workspace/settings.ts';
import { build } from './build.ts';

// Builds, creates the sample project if it is missing, and opens it: in the desktop program or, without Electron, in a
// browser.
await build();
const sample = join(libraryFolder(), 'Sample.postil');
if (!existsSync(sample))
  await createSample(sample, 'resources/sample/sample.jsonl', new SettingsFile().actor);
// The child uses the terminal's own streams, so that Ctrl+C reaches the program.
const { status } = spawnSync(process.execPath, ['dist/cli.mjs', 'open', sample], { stdio: 'inherit' });
process.exitCode = status ?? 1;
