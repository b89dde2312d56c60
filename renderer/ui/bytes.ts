import { grouped } from '../../shared/text/counted.ts';

/** Returns a file size as text: `640 kB`, `12 MB`, `2.1 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${grouped(Math.max(1, Math.round(bytes / 1e3)))} kB`;
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}
