import { strFromU8, unzipSync } from 'fflate';

/** A sheet as a test reads it: by the text of its XML, independently of the program's reader. */
export interface ReadSheet {
  readonly name: string;
  readonly xml: string;
  /** The cells by row, the headings first; empty cells are `''`. */
  readonly rows: readonly (readonly string[])[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#13;': '\r',
};
const decoded = (xml: string) =>
  xml
    .replace(/&[^;]+;/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Returns the date that a spreadsheet shows for a number: days since the end of 1899. */
const isoOf = (serial: number) =>
  new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000)
    .toISOString()
    .replace(/T00:00:00.000Z$|:00.000Z$/, '');

/** Returns the parts of a workbook as texts, by name. */
export function partsOf(workbook: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Returns the sheets of a workbook, in their order. */
export function sheetsOf(workbook: Uint8Array): ReadSheet[] {
  const parts = partsOf(workbook);
  const targets = new Map(
    [...parts.get('xl/_rels/workbook.xml.rels')!.matchAll(/Id="(\w+)"[^>]*Target="([^"]+)"/g)].map(
      ([, id, target]) => [id!, `xl/${target}`],
    ),
  );
  return [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]*)"[^>]*r:id="(\w+)"/g)].map(
    ([, name, id]) => {
      const xml = parts.get(targets.get(id!)!)!;
      const width = [...xml.matchAll(/<col /g)].length;
      const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
        const cells = Array<string>(width).fill('');
        for (const [, letters, rest] of row!.matchAll(/<c r="([A-Z]+)\d+"(.*?)<\/c>/gs)) {
          let column = 0;
          for (const letter of letters!) column = column * 26 + letter.charCodeAt(0) - 64;
          const text = />([^<]*)<\/[tv]>/s.exec(rest!)?.[1] ?? '';
          // The formats of dates are the third and the fourth.
          cells[column - 1] = /^ s="[23]"/.test(rest!) ? isoOf(Number(text)) : decoded(text);
        }
        return cells;
      });
      return { name: decoded(name!), xml, rows };
    },
  );
}
