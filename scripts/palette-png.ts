import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** A picture with at most 256 colours. */
interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each colour, one after another. */
  readonly palette: readonly number[];
  /** The pixels row by row, each as the index of its colour, in base64. */
  readonly pixels: string;
}

/** Takes a picture of the page as a PNG with a palette, which has less than half the size of one without. */
export async function palettePng(page: Page): Promise<Buffer> {
  const full = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
  // On a separate blank page, which has no content security policy that forbids the picture's address.
  const blank = await page.context().newPage();
  const indexed = await blank.evaluate(reduceColours, full);
  await blank.close();
  return encode(indexed);
}

/** Runs in the page. Keeps up to 256 frequent colours and replaces every other colour by the nearest of them. */
async function reduceColours(png: string): Promise<Indexed> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const counts = new Map<number, number>();
  const colourAt = (at: number) => (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
  for (let at = 0; at < data.length; at += 4) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const;
  // The most frequent first; a colour is skipped if it differs invisibly from a kept one, which leaves room for a rarer one.
  const kept: number[] = [];
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
    const [red, green, blue] = parts(colour);
    const isNew = kept.every((other) => {
      const [r, g, b] = parts(other);
      return Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) > 8;
    });
    if (kept.length < 256 && isNew) kept.push(colour);
  }
  const palette = kept.map(parts);
  const nearest = new Map(kept.map((colour, i) => [colour, i]));
  const find = (colour: number) => {
    const [red, green, blue] = parts(colour);
    const distances = palette.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
    return distances.indexOf(Math.min(...distances));
  };
  let pixels = '';
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(at);
    if (!nearest.has(colour)) nearest.set(colour, find(colour));
    pixels += String.fromCharCode(nearest.get(colour)!);
  }
  return { width, height, palette: palette.flat(), pixels: btoa(pixels) };
}

function encode({ width, height, palette, pixels }: Indexed): Buffer {
  const indices = Buffer.from(pixels, 'base64');
  const rows = Array.from({ length: height }, (_, y) =>
    // Every row starts with its filter type; a picture with a palette compresses best without a filter.
    Buffer.concat([Buffer.of(0), indices.subarray(y * width, (y + 1) * width)]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits per pixel, with a palette
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
