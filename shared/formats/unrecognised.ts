import { isAnnotationAlone } from './annotation-like.ts';
import { canRead } from './define.ts';
import { peekJson } from './json-array.ts';
import { otherTool } from './other-tools.ts';
import { FORMATS } from './registry.ts';
import { show } from './show.ts';

/**
 * Describes a file that no format recognises, in parentheses, to be put after its name: the keys of its records, the
 * root of its XML, its header row. Empty if nothing is known.
 *
 * @param head the first bytes of the file
 */
export function unrecognisedShape(name: string, head: Uint8Array): string {
  if (head.length === 0) return ' (it is empty)';
  const written = FORMATS.find((format) => !canRead(format) && format.sniff(name, head) > 0.5);
  if (written) return ` (it looks like ${written.label}, which is written and not read)`;
  if (head.includes(0)) return ' (it holds no text)';
  const { records, array } = peekJson(head);
  const [record] = records;
  if (record) {
    const text = typeof record.text === 'string' ? record.text : undefined;
    if (isAnnotationAlone(record, text))
      return ' (its records are annotations; the text of the article that they are of is missing)';
    const tool = otherTool(record);
    if (tool !== null) return ` (it looks like ${tool})`;
    const keys = Object.keys(record);
    const shown = keys.slice(0, 8).map((key) => show(key, 30));
    return ` (its ${array ? 'elements have' : 'record has'} ${shown.join(', ')}${keys.length > 8 ? ', …' : ''})`;
  }
  const text = new TextDecoder().decode(head).replace(/^\ufeff/, '');
  const root = /^\s*<[?!]?[^]*?<([\p{L}_][\w.:-]*)|^\s*<([\p{L}_][\w.:-]*)/u.exec(text);
  if (root && text.trimStart().startsWith('<'))
    return ` (its XML or HTML begins with ${show(root[1] ?? root[2] ?? '')})`;
  const [line = ''] = text.trimStart().split(/\r?\n/, 1);
  return line.trim() === '' ? '' : ` (it begins with ${show(line.trim(), 60)})`;
}
