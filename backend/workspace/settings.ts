import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Actor } from '../../db/journal/actor.ts';
import { partialPath } from '../../db/connection/temporary.ts';
import { Analyst } from '../../shared/model/set.ts';
import { newUid, Uid } from '../../shared/model/uid.ts';

/** 5 GB. */
const BACKUP_BYTES = 5e9;

const ProgressOfProject = z.object({ documents: z.number(), finished: z.number() });
/** How many documents a project has, and how many of them are done or skipped. */
export type Progress = z.infer<typeof ProgressOfProject>;

const Settings = z.object({
  device: Uid,
  analyst: Analyst,
  /** Whether the analyst was asked for a name; asked once, never required. */
  introduced: z.boolean(),
  /** Marks the tutorial as done, so it is not shown again. */
  taught: z.boolean().default(false),
  /** Paths of projects opened lately, newest first. */
  recent: z.array(z.string()),
  /** How far the analyst was in recent projects when they were closed, by path. */
  progress: z.record(z.string(), ProgressOfProject).default({}).catch({}),
  /** Keys that the analyst changed, by action; what is broken in them must not cost the rest. */
  keys: z.record(z.string(), z.array(z.string())).default({}).catch({}),
  /** Paths of projects in synced folders and on shares whose risk the analyst has accepted. */
  accepted: z.array(z.string()).default([]).catch([]),
  /** How many bytes the automatic copies of a project may take together. */
  backupBytes: z.number().positive().default(BACKUP_BYTES),
});
type Settings = z.infer<typeof Settings>;

const MAX_RECENT = 12;

/** Returns the folder of the settings: `POSTIL_CONFIG`, or the usual one of the platform. */
export function settingsFolder(): string {
  const { POSTIL_CONFIG, XDG_CONFIG_HOME, APPDATA } = process.env;
  if (POSTIL_CONFIG) return POSTIL_CONFIG;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'Postil');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Postil');
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'postil');
}

/** Returns the folder in which projects are created by default: `POSTIL_HOME`, or `~/Postil`. */
export function libraryFolder(): string {
  return process.env['POSTIL_HOME'] || join(homedir(), 'Postil');
}

/** Profile, device and recent projects of this machine's user, kept in a small JSON file. */
export class SettingsFile {
  readonly #path: string;
  /** The file that lists folders in which temporary files may have been left. */
  readonly ledger: string;
  #settings: Settings;
  readonly #session = newUid();
  readonly #listeners: ((settings: Readonly<Settings>) => void)[] = [];

  constructor(folder: string = settingsFolder()) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, 'settings.json');
    this.ledger = join(folder, 'temporary.txt');
    this.#settings = readSettings(this.#path) ?? this.#begin();
  }

  /** Calls `heed` after every change. */
  listen(heed: (settings: Readonly<Settings>) => void): void {
    this.#listeners.push(heed);
  }

  get value(): Readonly<Settings> {
    return this.#settings;
  }

  get actor(): Actor {
    const { analyst, device } = this.#settings;
    return { analyst, device: { id: device, name: hostname() }, session: this.#session };
  }

  /** Changes some settings; durable when it returns. */
  update(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    for (const heed of this.#listeners) heed(this.#settings);
    const partial = partialPath(this.#path);
    writeFileSync(partial, `${JSON.stringify(this.#settings, null, 2)}\n`, { mode: 0o600 });
    renameSync(partial, this.#path);
  }

  /** Puts a project at the head of the recent ones. */
  remember(path: string): void {
    this.update({ recent: [path, ...this.#settings.recent.filter((p) => p !== path)].slice(0, MAX_RECENT) });
  }

  /** Notes how far the analyst is in a recent project. */
  rememberProgress(path: string, progress: Progress): void {
    const kept = Object.entries(this.#settings.progress).filter(
      ([each]) => each !== path && this.#settings.recent.includes(each),
    );
    this.update({ progress: { ...Object.fromEntries(kept), [path]: progress } });
  }

  /** Keeps the place of a recent project that was renamed; `null`: it is gone. */
  moved(path: string, to: string | null): void {
    const { recent, accepted, progress } = this.#settings;
    const move = (paths: readonly string[]) =>
      paths.flatMap((each) => (each === path ? (to ?? []) : each === to ? [] : each));
    const { [path]: known, ...others } = progress;
    this.update({
      recent: move(recent),
      accepted: move(accepted),
      progress: { ...others, ...(to !== null && known && { [to]: known }) },
    });
  }

  #begin(): Settings {
    this.#settings = {
      device: newUid(),
      analyst: { id: newUid(), name: userName(), initials: userName().slice(0, 2).toUpperCase(), hue: 250 },
      introduced: false,
      taught: false,
      recent: [],
      progress: {},
      keys: {},
      accepted: [],
      backupBytes: BACKUP_BYTES,
    };
    this.update({});
    return this.#settings;
  }
}

/** Returns `undefined` if there is no usable file: a broken one must not keep the program from starting. */
function readSettings(path: string): Settings | undefined {
  try {
    return Settings.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function userName(): string {
  try {
    const { username } = userInfo();
    return username && username !== 'root' ? username : 'Analyst';
  } catch {
    return 'Analyst';
  }
}
