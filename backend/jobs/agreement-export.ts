import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import { BOM, csvText, safeCell } from '../../shared/formats/csv-rows.ts';
import { agreementTables } from '../../shared/comparison/agreement-tables.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, writeFiles } from './output.ts';
import { assertOutput } from './output-path.ts';

const NUMBER = /^-?\d/;

/**
 * Writes the results of a comparison into the folder `out`: all of them as `numbers.json`, and tables as CSV. In a CSV
 * file, the name of a type that a spreadsheet would run as a formula is preceded by an apostrophe. The folder is read
 * back and verified before it gets its final name.
 */
export async function exportAgreement(
  scores: OutputOf<'comparison.scores'>,
  out: string,
): Promise<{ folder: string; files: string[] }> {
  assertOutput(out, 'folder');
  return await writeAside(out, async (partial) => {
    const texts = new Map([['numbers.json', `${JSON.stringify(scores, null, 2)}\n`]]);
    for (const { name, rows } of agreementTables(scores)) {
      const safe = rows.map((row) => row.map((cell) => (NUMBER.test(cell) ? cell : safeCell(cell))));
      texts.set(`${name}.csv`, BOM + csvText(safe));
    }
    await writeFiles(partial, (files) => {
      for (const [name, text] of texts) files.write(name, text);
    });
    for (const [name, text] of texts) {
      if (readFileSync(join(partial, name), 'utf8') === text) continue;
      throw new PostilError('internal', MESSAGES.readBackDiffers, {
        file: name,
      });
    }
    nameFolder(partial, out);
    return { folder: out, files: [...texts.keys()] };
  });
}
