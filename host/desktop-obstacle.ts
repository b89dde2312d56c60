interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's id; `undefined` on Windows. */
  readonly uid: number | undefined;
}

/** What this process runs in. */
function here(): Surroundings {
  return { platform: process.platform, env: process.env, uid: process.getuid?.() };
}

/**
 * Why the desktop program cannot show a window here, before it is even tried (or downloaded); `null` when nothing is
 * known against it. On Linux only: elsewhere there is always a display, and Chromium runs as any user.
 */
export function desktopObstacle({ platform, env, uid }: Surroundings = here()): string | null {
  if (platform !== 'linux') return null;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  // It could be run without its sandbox, which is what keeps a hostile document from the rest of the machine.
  if (uid === 0) return 'it is started as root, and Chromium’s sandbox does not work for root';
  return null;
}
