import { readFileSync } from 'node:fs';
import type { PlainCounts } from './counts.ts';

interface Layer {
  readonly kind: string;
  readonly type: string;
  readonly fields: readonly string[];
  readonly first: number;
}

/** Splits a cell at separators that no backslash precedes. */
function split(cell: string, separator: string): string[] {
  const pieces = [''];
  for (let i = 0; i < cell.length; i++) {
    if (cell[i] === separator) pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${cell[i] === '\\' ? cell.slice(i, ++i + 1) : cell[i]!}`);
  }
  return pieces;
}
const numberOf = (item: string) => /^(?:\\[\s\S]|[^\\])*\[(\d+)\]$/.exec(item)?.[1];
const bare = (item: string) => item.replace(/\[[\d_]+\]$/, '');
const POS = 'de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS';

/**
 * Counts by the "WebAnno TSV 3.3 File format" of INCEpTION's guide: `_` is none, `*` no value, `|` stacks, `[n]`
 * marks the same annotation in several rows, a relation is in its target's row and names its source, a link of a
 * chain has `->`.
 */
export function countWebannoTsv(path: string): PlainCounts {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  const layers: Layer[] = [];
  for (const line of lines) {
    const [, kind, type, fields] = /^#T_(SP|CH|RL)=([^|]+)\|(.*)$/.exec(line) ?? [];
    const first = layers.reduce((at, layer) => at + layer.fields.length, 0);
    if (kind) layers.push({ kind, type: type!, fields: fields!.split('|'), first });
  }
  const rows = lines.flatMap((line) => {
    const match = /^(\d+-\d+(?:\.\d+)?)\t\d+-\d+\t/.exec(line);
    return match ? [{ id: match[1]!, cells: line.replace(/\t$/, '').split('\t').slice(3) }] : [];
  });
  const items = (cells: readonly string[], at: number) => {
    const cell = cells[at] ?? '_';
    return cell === '_' ? [] : split(cell, '|');
  };
  const spans = new Set<string>();
  const seen = new Map<string, string>();
  const attributes = new Set<string>();
  const chains = new Map<string, Set<string>>();
  let [relations, slots] = [0, 0];
  // Spans first, because relations need to know which spans exist.
  for (const { id, cells } of rows)
    for (const { kind, type, fields, first } of layers) {
      if (kind === 'SP')
        for (const [i, field] of fields.entries())
          for (const [n, item] of items(cells, first + i).entries()) {
            const target = /^(?:BT_|ROLE_)/.test(field) ? '' : field;
            const slot = i > 0 && fields[i - 1]!.startsWith('ROLE_');
            const number = slot ? undefined : numberOf(item);
            const key = number === undefined ? `${type} ${id} ${n}` : `${type} [${number}]`;
            if (!slot) {
              spans.add(key);
              if (!seen.has(key)) seen.set(key, id);
              if (target !== '' && bare(item) !== '*') attributes.add(`${key} ${field}`);
              continue;
            }
            const role = items(cells, first + i - 1)[n] ?? '_';
            const owner = numberOf(role);
            const host = owner === undefined ? `${type} ${id} ${n}` : `${type} [${owner}]`;
            spans.add(host);
            if (!seen.has(host)) seen.set(host, id);
            const fillers = split(item, ';').filter((one) => one !== '*' && one !== '_' && one !== '');
            // Every row of the host repeats its slots.
            if (seen.get(host) === id) slots += fillers.length;
          }
      if (kind === 'CH') {
        const links = items(cells, first + fields.indexOf('referenceRelation'));
        const types = items(cells, first + fields.indexOf('referenceType'));
        for (const [n, item] of links.entries()) {
          const [, word, chain, link] = /^([\s\S]*)->(\d+)-(\d+)$/.exec(item) ?? [];
          if (chain === undefined) continue;
          const key = `${type} ${chain}-${link}`;
          spans.add(key);
          const known = chains.get(`${type} ${chain}`) ?? new Set();
          chains.set(`${type} ${chain}`, known.add(link!));
          if (word !== '*') attributes.add(`${key} step`);
          if (types[n] !== undefined && bare(types[n]) !== '*') attributes.add(`${key} type`);
        }
      }
    }
  const stands = (type: string, row: string) =>
    rows.some(
      ({ id, cells }) =>
        id === row &&
        layers.some(
          (layer) =>
            layer.type === type &&
            layer.kind === 'SP' &&
            layer.fields.some((_, i) => items(cells, layer.first + i).length > 0),
        ),
    );
  for (const { id, cells } of rows)
    for (const { kind, fields, first } of layers) {
      const base = fields.findIndex((field) => field.startsWith('BT_'));
      if (kind !== 'RL' || base < 0) continue;
      const type = fields[base]!.slice(3);
      for (const [n, item] of items(cells, first + base).entries()) {
        relations++;
        for (const [i, field] of fields.entries()) {
          const value = i === base ? undefined : items(cells, first + i)[n];
          if (value !== undefined && bare(value) !== '*') attributes.add(`${id} ${first} ${n} ${field}`);
        }
        const [from, to] = /\[(\d+)_(\d+)\]$/.exec(item)?.slice(1) ?? ['0', '0'];
        // If the layer has no annotation there, the end of the relation is the token itself.
        for (const [row, number] of [
          [bare(item), from],
          [id, to],
        ] as const)
          if (number === '0' && (type === POS || /\.Token$/.test(type)) && !stands(type, row))
            spans.add(`token ${row}`);
      }
    }
  for (const links of chains.values()) relations += links.size - 1;
  return { documents: 1, spans: spans.size, relations, slots, attributes: attributes.size };
}
