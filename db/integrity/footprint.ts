import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { sql } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';
import { readLeaf } from './leaf.ts';
import { readWal, readWalIndex, sameChain, type WalIndex } from './wal-frames.ts';

/** What a look at the bytes of an open project found: all is well, it may not be, or why it cannot be. */
export type Finding = 'well' | 'odd' | { readonly wrong: string };

/** What of page 1 never changes while a project is open: all but the counters and the list of free pages. */
const FIXED = [
  [0, 24],
  [40, 92],
] as const;
const COUNTER = 24;
const VALID_FOR = 92;
/** So often is a bad finding looked at again, since another program may have been in the midst of writing. */
const TRIES = 4;
/** The most appended frames whose bytes are summed at one look: more than any edit writes. */
const SUMMED = 256;
const PAUSE = 15;

/**
 * Tells whether the bytes of an open project are still what SQLite, in this program or another, has made of them: a file
 * that is overwritten in place keeps its name and inode. Where it was written since the last look, it must be the state
 * after a checkpoint: same schema, counters that did not go back, and in the table of devices, which every change
 * writes, sequence numbers between those of the last look and those of now. The journal must end as SQLite's own index
 * of it says.
 *
 * The files stay open for as long as the project is: closing any descriptor of a file would drop the locks that SQLite
 * has on it in this process.
 */
export class Footprint {
  readonly #store: Store;
  readonly #file: number;
  readonly #wal: number;
  readonly #index: number;
  readonly #pageSize: number;
  readonly #project: string;
  /** Pages of the file that hold the devices and the identity of the project. */
  readonly #roots: { readonly device: number; readonly meta: number };
  #known: Known;

  constructor(store: Store) {
    const { db, path } = store;
    this.#store = store;
    this.#pageSize = db.raw.pragma('page_size', { simple: true }) as number;
    this.#project = db.value<string>(sql`SELECT value FROM meta WHERE key = 'project'`) ?? '';
    const root = (name: string) =>
      db.raw.prepare('SELECT rootpage FROM main.sqlite_schema WHERE name = ?').pluck().get(name) as number;
    this.#roots = { device: root('device'), meta: root('meta') };
    this.#file = openSync(path, 'r');
    this.#wal = openSync(`${path}-wal`, 'r');
    this.#index = openSync(`${path}-shm`, 'r');
    this.#known = this.#read();
  }

  /** A few system calls when nothing but this program wrote; some pages are read after a checkpoint. */
  look(): Finding {
    for (let tries = 1; ; tries++) {
      const finding = this.#compare();
      if (typeof finding === 'string' || tries === TRIES) return finding;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }

  /** To be called once no connection of this process has the files open. */
  close(): void {
    for (const each of [this.#file, this.#wal, this.#index]) closeSync(each);
  }

  #compare(): Finding {
    const known = this.#known;
    const index = readWalIndex(this.#index);
    const journal = this.#journal(index);
    if (journal !== 'well') return journal;
    const stat = fstatSync(this.#file, { bigint: true });
    if (isSame(stat, known.stat)) {
      this.#known = { ...known, index, walTime: this.#walTime() };
      return 'well';
    }
    const now = this.#read();
    const wrong = this.#objection(known, now);
    if (wrong !== undefined) return { wrong };
    this.#known = now;
    // A change of the file is explained by a fold of the journal, which its index shows; otherwise something else wrote it.
    return explains(known.index, now.index) ? 'well' : 'odd';
  }

  /**
   * The end of the journal against its index, and what was appended since the last look: a journal that is cut off in the
   * middle of a write grows over the cut, which leaves zeros before the new frames. All of the journal when it was
   * written without growing.
   */
  #journal(index: WalIndex | undefined): Finding {
    if (index === undefined || index.frames === 0) return 'well';
    const wal = readWal(this.#wal, index);
    if (wal !== undefined) return { wrong: wal };
    const { index: before, walTime } = this.#known;
    const isContinued =
      before !== undefined && before.salts.equals(index.salts) && before.frames <= index.frames;
    const hasGrown = !isContinued || before.frames !== index.frames;
    if (!hasGrown && this.#walTime() === walTime) return 'well';
    // The last frame known is looked at again: zeros end where the next write begins.
    const from = hasGrown && isContinued ? Math.max(0, before.frames - 1) : 0;
    const isSound = sameChain(this.#wal, index, { from, ...(hasGrown && { summed: SUMMED }) });
    return isSound ? 'well' : { wrong: 'its journal was written over' };
  }

  #objection(known: Known, now: Known): string | undefined {
    if (now.stat.size < known.stat.size || now.stat.size % BigInt(this.#pageSize) !== 0n)
      return 'it was cut off';
    for (const [from, to] of [...FIXED, [100, this.#pageSize] as const])
      if (now.first.compare(known.first, from, to, from, to) !== 0) return 'another file was written over it';
    const [before, counter] = [known, now].map(({ first }) => first.readUInt32BE(COUNTER)) as [
      number,
      number,
    ];
    if (counter < before || now.first.readUInt32BE(VALID_FOR) !== counter)
      return 'an earlier state was written over it';
    if (known.ours && !now.ours) return 'another project was written over it';
    if (!known.devices) return undefined;
    if (!now.devices) return 'another file was written over it';
    const latest = new Map(
      this.#store.db
        .all<{ uid: Buffer; seq: number }>(sql`SELECT uid, seq FROM device`)
        .map(({ uid, seq }) => [uid.toString('hex'), seq]),
    );
    for (const [uid, seq] of known.devices)
      if ((now.devices.get(uid) ?? -1) < seq) return 'an earlier state was written over it';
    for (const [uid, seq] of now.devices)
      if (seq > (latest.get(uid) ?? -1)) return 'a state of another copy was written over it';
    return undefined;
  }

  #read(): Known {
    const stat = fstatSync(this.#file, { bigint: true });
    const first = this.#page(1);
    return {
      stat,
      first,
      devices: readDevices(this.#page(this.#roots.device)),
      ours: this.#page(this.#roots.meta).includes(this.#project),
      index: readWalIndex(this.#index),
      walTime: this.#walTime(),
    };
  }

  #page(number: number): Buffer {
    const page = Buffer.alloc(this.#pageSize);
    readSync(this.#file, page, 0, page.length, (number - 1) * page.length);
    return page;
  }

  #walTime(): bigint {
    return fstatSync(this.#wal, { bigint: true }).mtimeNs;
  }
}

interface Known {
  readonly stat: BigIntStats;
  readonly first: Buffer;
  /** The last sequence number of each device by its uid (hexadecimal), if its table has one page. */
  readonly devices: ReadonlyMap<string, number> | undefined;
  /** Whether the page of `meta` names this project: it does unless that table has become large. */
  readonly ours: boolean;
  readonly index: WalIndex | undefined;
  readonly walTime: bigint;
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs && one.ctimeNs === other.ctimeNs;
}

/** Whether more of the journal was folded into the file between two looks. */
function explains(before: WalIndex | undefined, now: WalIndex | undefined): boolean {
  if (!before || !now) return true;
  return !before.salts.equals(now.salts) || now.folded !== before.folded;
}

function readDevices(page: Buffer): Map<string, number> | undefined {
  const rows = readLeaf(page);
  if (!rows) return undefined;
  const devices = new Map<string, number>();
  for (const [, uid, , seq] of rows) {
    if (!Buffer.isBuffer(uid) || typeof seq !== 'number') return undefined;
    devices.set(uid.toString('hex'), seq);
  }
  return devices;
}
