import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const MANAGERS = ['apt-get', 'dnf', 'zypper', 'pacman', 'apk'] as const;
export type PackageManager = (typeof MANAGERS)[number];

/** The system's package manager, by what is on the path; `null` when none of the known ones is. */
export function packageManager(path: string = process.env['PATH'] ?? ''): PackageManager | null {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return MANAGERS.find((name) => folders.some((folder) => existsSync(join(folder, name)))) ?? null;
}

/** Packages of Debian and Ubuntu, whose names do not follow from the library's, with what Electron needs of each. */
const DEBIAN: Readonly<Record<string, readonly string[]>> = {
  libnss3: ['libnss3.so', 'libnssutil3.so', 'libsmime3.so'],
  libnspr4: ['libnspr4.so'],
  'libatk1.0-0': ['libatk-1.0.so.0'],
  'libatk-bridge2.0-0': ['libatk-bridge-2.0.so.0'],
  'libatspi2.0-0': ['libatspi.so.0'],
  libcups2: ['libcups.so.2'],
  'libdbus-1-3': ['libdbus-1.so.3'],
  libdrm2: ['libdrm.so.2'],
  libgbm1: ['libgbm.so.1'],
  'libgtk-3-0': ['libgtk-3.so.0', 'libgdk-3.so.0'],
  'libglib2.0-0': ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0'],
  'libpango-1.0-0': ['libpango-1.0.so.0'],
  libcairo2: ['libcairo.so.2'],
  libasound2: ['libasound.so.2'],
  libexpat1: ['libexpat.so.1'],
  libudev1: ['libudev.so.1'],
  'libx11-6': ['libX11.so.6'],
  libxcb1: ['libxcb.so.1'],
  libxcomposite1: ['libXcomposite.so.1'],
  libxdamage1: ['libXdamage.so.1'],
  libxext6: ['libXext.so.6'],
  libxfixes3: ['libXfixes.so.3'],
  libxkbcommon0: ['libxkbcommon.so.0'],
  libxrandr2: ['libXrandr.so.2'],
};

/** The package of Debian that brings a library which Electron needs; `undefined` for any other. */
export function debianPackage(library: string): string | undefined {
  return Object.keys(DEBIAN).find((name) => DEBIAN[name]!.includes(library));
}
