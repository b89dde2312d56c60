import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sum, type PlainCounts } from './counts.ts';

/**
 * Counts by brat's page on standoff: each line is an annotation, whose kind is the letter of its id. An event is a
 * span with its trigger's text, so the trigger is not counted, unless its type differs or something else refers to
 * it.
 */
export function countBrat(path: string): PlainCounts {
  const files = [path, ...otherAnnotators(path)].map(countFile);
  const total = (kind: keyof (typeof files)[number]) => sum(files, (file) => file[kind]);
  return {
    documents: 1,
    ...Object.fromEntries(
      (Object.keys(files[0]!) as (keyof (typeof files)[number])[]).map((kind) => [kind, total(kind)]),
    ),
  };
}

/** Returns the files of other annotators of the same text: named after it, without a text of their own. */
function otherAnnotators(path: string): string[] {
  const names = readdirSync(dirname(path));
  const stem = basename(path, '.ann');
  if (!names.includes(`${stem}.txt`)) return [];
  return names
    .filter((name) => /^[-_.].*\.ann$/.test(name.slice(stem.length)) && name.startsWith(stem))
    .filter((name) => !names.includes(name.replace(/\.ann$/, '.txt')))
    .map((name) => join(dirname(path), name));
}

function countFile(path: string) {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const match = (pattern: RegExp) => lines.flatMap((line) => [pattern.exec(line) ?? []].filter(isMatch));
  const bound = match(/^(T\d+)\t(\S+) /);
  const events = match(/^(E\d+)\t([^:\s]+):(T\d+)(.*)$/);
  const relations = match(/^(R\d+)\t\S+ [^:\s]+:(\S+) [^:\s]+:(\S+)/);
  const groups = match(/^\*\t\S+ (.+)$/).map(([, members = '']) => members.trim().split(' '));
  const attributes = match(/^[AM]\d+\t(\S+) ([TER]\d+)/);
  const links = match(/^N\d+\t\S+ (T\d+|E\d+) (\S+?):(\S+)/);
  const notes = match(/^#\d*\t(\S+) (\S+)\t(.*)$/);
  const roles = events.map(([, , , , rest = '']) => [...rest.matchAll(/ ([^:\s]+):([TE]\d+)/g)]);

  const ids = new Set([...bound, ...events, ...relations].map(([, id]) => id));
  const referred = new Set([
    ...roles.flat().map(([, , id]) => id),
    ...relations.flatMap(([, , from, to]) => [from, to]),
    ...groups.flat(),
    ...attributes.map(([, , id]) => id),
    ...links.map(([, id]) => id),
    ...notes.map(([, , id]) => id),
  ]);
  const folded = bound.filter(
    ([, id, type]) =>
      !referred.has(id) && events.some(([, , kind, trigger]) => trigger === id && kind === type),
  );
  return {
    spans: bound.length - folded.length + events.length,
    relations: relations.length + sum(groups, ({ length }) => length - 1),
    slots: sum(roles, ({ length }) => length),
    attributes: new Set(attributes.map(([, name, id]) => `${id} ${name}`)).size,
    links: new Set(
      links
        .filter(([, , , entry]) => !/^(?:null|nil|none|-)$/i.test(entry!))
        .map(([, id, resource, entry]) => `${id} ${resource}:${entry}`),
    ).size,
    notes: notes.filter(
      ([, type, id, body]) => type === 'AnnotatorNotes' && ids.has(id) && body!.trim() !== '',
    ).length,
  };
}

function isMatch(found: RegExpExecArray | never[]): found is RegExpExecArray {
  return found.length > 0;
}
