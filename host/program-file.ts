import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** `e_machine` of the ELF header for what Node calls `process.arch`. */
const MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183, ia32: 3, arm: 40 };
const HEADER = 64;

/**
 * What is wrong with a program's file, as far as its header tells; `null` when nothing is. Asked before the program is
 * started, since on Linux a file that is no program is handed to the shell: an empty one then "succeeds", and a torn one
 * prints nonsense. Only Linux programs are looked into; scripts pass.
 */
export function flawOfProgram(
  path: string,
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): string | null {
  let file;
  try {
    file = openSync(path, 'r');
  } catch {
    return null; // whether it may be run is another question
  }
  try {
    const { size } = fstatSync(file);
    if (size === 0) return 'its file is empty';
    if (platform !== 'linux') return null;
    const header = Buffer.alloc(HEADER);
    const read = readSync(file, header, 0, HEADER, 0);
    return flawOfHeader(header.subarray(0, read), size, arch);
  } finally {
    closeSync(file);
  }
}

function flawOfHeader(header: Buffer, size: number, arch: string): string | null {
  if (header.toString('latin1', 0, 2) === '#!') return null;
  if (header.toString('latin1', 0, 4) !== '\x7fELF') return 'its file is not a program';
  if (header.length < HEADER) return 'its file is cut off';
  const machine = MACHINES[arch];
  if (machine !== undefined && header.readUInt16LE(18) !== machine)
    return `its file is for another processor than this machine’s (${arch})`;
  // The table of sections is the last thing in the file of a 64-bit program; without one nothing can be said.
  const is64 = header[4] === 2;
  const table = is64 ? Number(header.readBigUInt64LE(40)) : 0;
  const end = table + header.readUInt16LE(58) * header.readUInt16LE(60);
  return table > 0 && end > size ? 'its file is cut off' : null;
}
