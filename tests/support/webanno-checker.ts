/**
 * Reads WebAnno TSV 3 only by its documentation (INCEpTION user guide, "WebAnno TSV 3.3 File format"). It shares no
 * code with the reader and the writer that it checks. It throws at the first rule that a file breaks, and returns the
 * content of the file without the numbers that tools choose freely.
 */
export interface CheckedTsv {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly sentences: readonly string[];
  readonly annotations: readonly string[];
  readonly relations: readonly string[];
  readonly chains: readonly string[];
  readonly counts: { spans: number; relations: number; slots: number; links: number };
}

interface Found {
  type: string;
  begin: number;
  end: number;
  features: Record<string, string>;
  slots: { feature: string; role: string; target: [string, number] }[];
}

const unescape = (value: string) =>
  value.replace(/\\(->|.)/gs, (_, sign: string) => (sign === 't' ? '\t' : sign === 'n' ? '\n' : sign));
/** Splits at separators that no backslash precedes; a backslash may itself be escaped. */
const pieces = (cell: string, separator: string) =>
  [...cell.matchAll(new RegExp(`((?:\\\\[\\s\\S]|[^\\\\${separator}])*)(?:\\${separator}|$)`, 'g'))]
    .map((match) => match[1]!)
    .slice(0, -1);
const split = (cell: string, separator: string) => {
  const found = pieces(cell, separator);
  // The pattern also matches the empty text at the end, unless the cell itself ends in a separator.
  return found.length === 0 ? [cell] : found;
};
const withNumber = (item: string): [value: string, number: number] => {
  const match = /^((?:\\[\s\S]|[^\\])*)\[(\d+)\]$/.exec(item);
  return match ? [match[1]!, Number(match[2])] : [item, 0];
};

export function readCheckedTsv(file: string): CheckedTsv {
  const fail = (line: number, reason: string): never => {
    throw new Error(`line ${line + 1}: ${reason}`);
  };
  const lines = file.split('\n');
  if (!/^#FORMAT=WebAnno TSV 3\.[23]$/.test(lines[0] ?? '')) fail(0, 'no format indicator');
  let at = 1;
  const layers: { kind: string; type: string; fields: string[] }[] = [];
  for (; lines[at]?.startsWith('#'); at++) {
    const match = /^#T_(SP|CH|RL)=([^|]+)\|(.*)$/.exec(lines[at]!);
    if (!match) continue; // Files of other tools have comments here.
    const order = ['SP', 'CH', 'RL'];
    if (layers.length > 0 && order.indexOf(match[1]!) < order.indexOf(layers.at(-1)!.kind))
      fail(at, 'layers out of order: span, chain, relation');
    layers.push({ kind: match[1]!, type: match[2]!, fields: match[3]!.split('|') });
    if (match[1] === 'RL' && !match[3]!.split('|').at(-1)!.startsWith('BT_'))
      fail(at, 'a relation layer ends with its base type');
  }
  if (lines[at] !== '' || lines[at + 1] !== '') fail(at, 'two empty lines after the header');
  at += 2;

  const width = layers.reduce((sum, layer) => sum + layer.fields.length, 0);
  const units = new Map<string, { begin: number; end: number; cells: string[]; line: number }>();
  const tokens: string[] = [];
  const sentences: string[] = [];
  let text = '';
  while (at < lines.length && !(lines[at] === '' && at === lines.length - 1)) {
    const shown: string[] = [];
    let id = '';
    for (; lines[at]?.startsWith('#'); at++) {
      if (lines[at]!.startsWith('#Text=')) shown.push(lines[at]!.slice(6));
      else if (lines[at]!.startsWith('#Sentence.id=')) id = lines[at]!.slice(13);
    }
    if (shown.length === 0) fail(at, 'a sentence begins with #Text=');
    const sentence = shown
      .map((part) =>
        part.replace(/\\([\s\S])/g, (whole, sign: string) => {
          const known: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', b: '\b', '\\': '\\' };
          return known[sign] ?? (sign < ' ' ? sign : whole);
        }),
      )
      .join('\n');
    let begin = -1;
    let token = 0;
    let part = 0;
    let last = 0;
    for (; lines[at] !== undefined && lines[at] !== ''; at++) {
      const line = lines[at]!;
      const ends = line.endsWith('\t');
      if (!ends && at < lines.length - 2) fail(at, 'no TAB at the end of the row');
      const [number, offsets, word, ...cells] = (ends ? line.slice(0, -1) : line).split('\t');
      const match = /^(\d+)-(\d+)$/.exec(offsets ?? '');
      if (!match || word === undefined) fail(at, 'number, offsets and word begin a row');
      if (cells.length !== width) fail(at, `${cells.length} cells for ${width} columns`);
      const [from, to] = [Number(match![1]), Number(match![2])];
      if (begin < 0) {
        begin = from;
        if (sentences.length === 0) text = ' '.repeat(begin);
        else if (begin > text.length) text += `\n${' '.repeat(begin - text.length - 1)}`;
        if (begin !== text.length) fail(at, 'the sentence overlaps the one before');
        text += sentence;
      }
      const expected = number!.includes('.')
        ? `${sentences.length + 1}-${token}.${++part}`
        : `${sentences.length + 1}-${++token}`;
      if (number !== expected) fail(at, `row ${number}, expected ${expected}`);
      if (!number!.includes('.')) {
        part = 0;
        if (from < last || to <= from) fail(at, 'tokens must not overlap or be empty');
        last = to;
        tokens.push(`${from}-${to}`);
      }
      const covered = text.slice(from, to);
      const raw = word!.replace(/\\t/g, '\t').replace(/\\n/g, '\n').replace(/\\r/g, '\r');
      if (from > to || to > text.length || (covered !== word && covered !== raw))
        fail(at, `"${word}" is not what ${offsets} covers: "${covered}"`);
      units.set(number!, { begin: from, end: to, cells, line: at });
    }
    if (begin < 0) fail(at, 'a sentence has rows');
    sentences.push(`${begin}-${text.length} ${id}`);
    at++;
  }

  // Annotations are identified by number, or by row and position in the stack.
  const numbered = new Map<string, Found>();
  const stacked = new Map<string, Found[]>();
  const found: Found[] = [];
  const chains = new Map<string, Map<number, Found & { word: string }>>();
  const numberedRows = new Map<Found, number>();
  for (const [unit, { begin, end, cells, line }] of units) {
    let column = 0;
    for (const { kind, type, fields } of layers) {
      const own = cells.slice(column, (column += fields.length));
      const stack: Found[] = [];
      stacked.set(`${unit} ${type}`, stack);
      if (kind === 'CH') {
        const items = own.map((cell) => (cell === '_' ? [] : split(cell, '|')));
        const [relations, types] = ['referenceRelation', 'referenceType'].map(
          (name) => items[fields.indexOf(name)]!,
        );
        if (relations!.length !== types!.length) fail(line, 'both columns of a chain have as many values');
        for (const [i, item] of relations!.entries()) {
          const match = /^([\s\S]*)->(\d+)-(\d+)$/.exec(item);
          const [kindOf, chain] = withNumber(types![i]!);
          if (!match || Number(match[2]) !== chain) fail(line, 'a link names its chain twice');
          const links = chains.get(`${chain} ${type}`) ?? new Map<number, Found & { word: string }>();
          chains.set(`${chain} ${type}`, links);
          const link = links.get(Number(match![3])) ?? {
            type,
            begin,
            end,
            word: match![1] === '*' ? '' : unescape(match![1]!),
            features: kindOf === '*' ? {} : { referenceType: unescape(kindOf) },
            slots: [],
          };
          links.set(Number(match![3]), link);
          link.end = Math.max(link.end, end);
          stack.push(link);
        }
      }
      if (kind !== 'SP') continue;
      const at = (number: number, i: number) => {
        const known = number > 0 ? numbered.get(`${number}`) : stack[i];
        if (known && known.type !== type) fail(line, `the number ${number} is of two layers`);
        const annotation = known ?? { type, begin, end, features: {}, slots: [] };
        if (!known) {
          found.push(annotation);
          if (number > 0) numbered.set(`${number}`, annotation);
        }
        if (!stack.includes(annotation)) {
          stack.push(annotation);
          numberedRows.set(annotation, (numberedRows.get(annotation) ?? 0) + 1);
        }
        annotation.end = Math.max(annotation.end, end);
        return annotation;
      };
      for (const [i, cell] of own.entries()) {
        if (cell === '_') continue;
        const isTarget = i > 0 && fields[i - 1]!.startsWith('ROLE_');
        const items = split(cell, '|');
        for (const [n, item] of items.entries()) {
          const [value, number] = isTarget
            ? [item, withNumber(split(own[i - 1]!, '|')[n] ?? '')[1]]
            : withNumber(item);
          if (items.length > 1 && number === 0) fail(line, 'stacked annotations need numbers');
          const annotation = at(number, n);
          if (isTarget) {
            if (annotation.begin !== begin || value === '*') continue;
            const roles = split(withNumber(split(own[i - 1]!, '|')[n]!)[0], ';');
            const targets = split(value, ';');
            if (roles.length !== targets.length) fail(line, 'as many roles as fillers');
            for (const [s, target] of targets.entries())
              annotation.slots.push({
                feature: /:([^_]+)_/.exec(fields[i - 1]!)![1]!,
                role: roles[s] === '*' ? '' : unescape(roles[s]!),
                target: withNumber(target),
              });
          } else if (!fields[i]!.startsWith('ROLE_') && fields[i] !== '' && value !== '*')
            annotation.features[fields[i]!] = unescape(value);
        }
      }
    }
  }

  const describe = ({ type, begin, end, features }: Found) =>
    JSON.stringify([type, begin, end, Object.entries(features).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const resolve = (line: number, unit: string, number: number, types: readonly string[]) => {
    if (!units.has(unit)) fail(line, `there is no row ${unit}`);
    const annotation =
      number > 0
        ? numbered.get(`${number}`)
        : types.map((type) => stacked.get(`${unit} ${type}`)?.[0]).find((each) => each);
    if (number > 0 && !annotation) fail(line, `there is no number ${number}`);
    return annotation ? describe(annotation) : `token ${unit}`;
  };
  const relations: string[] = [];
  let slots = 0;
  for (const [unit, { cells, line }] of units) {
    let column = 0;
    for (const { kind, type, fields } of layers) {
      const own = cells.slice(column, (column += fields.length));
      if (kind !== 'RL' || own.every((cell) => cell === '_')) continue;
      const base = fields.at(-1)!.slice(3);
      const values = own.map((cell) => (cell === '_' ? [] : split(cell, '|')));
      for (const [i, item] of values.at(-1)!.entries()) {
        const match = /^([\d.-]+)(?:\[(\d+)_(\d+)\])?$/.exec(item);
        if (!match) fail(line, `a relation comes from a row, not from ${item}`);
        const [, from, source = '0', target = '0'] = match!;
        relations.push(
          JSON.stringify([
            type,
            fields
              .slice(0, -1)
              .map((name, f) => [name, values[f]![i] === '*' ? null : unescape(values[f]![i]!)]),
            resolve(line, from!, Number(source), [base]),
            resolve(line, unit, Number(target), [base]),
          ]),
        );
      }
    }
  }
  const targets = (type: string, feature: string) => {
    const { fields } = layers.find((layer) => layer.type === type && layer.kind === 'SP')!;
    return fields[fields.findIndex((field) => field.includes(`:${feature}_`)) + 1]!;
  };
  const annotations = found.map((annotation) => {
    slots += annotation.slots.length;
    return JSON.stringify([
      describe(annotation),
      annotation.slots.map(({ feature, role, target: [unit, number] }) => [
        feature,
        role,
        resolve(0, unit, number, [targets(annotation.type, feature)]),
      ]),
    ]);
  });
  const linkCount = [...chains.values()].reduce((sum, links) => sum + links.size, 0);
  return {
    text,
    tokens,
    sentences,
    annotations: annotations.sort(),
    relations: relations.sort(),
    chains: [...chains.values()]
      .map((links) =>
        JSON.stringify([...links].sort(([a], [b]) => a - b).map(([, link]) => [describe(link), link.word])),
      )
      .sort(),
    counts: { spans: found.length, relations: relations.length, slots, links: linkCount },
  };
}
