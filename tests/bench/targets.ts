import type { Target } from './row.ts';

/** A frame: where the hand waits. */
const FRAME: Target = { median: 16, p99: 50 };
/** What the eye takes for immediate: a list, a filter, a search. */
const AT_ONCE: Target = { median: 100 };
/** A change of one span that must be visible in the same frame. */
const CHANGE: Target = { median: 8 };
const JUMP: Target = { median: 16 };
const WHEEL: Target = { median: 4, max: 16 };
/** What is done at one place must not cost more in a long document. */
const LOCAL: Target = { median: 1.5 };
/** Memory must not grow with the file: the ratio compares three times as many records. */
const FLAT: Target = { max: 300, ratio: 1.25 };

/**
 * The limit of every row that has one, by the row's name; a name that ends in `/` stands for all rows that begin with it. Ratios are
 * multiples of the floor in the same run, all other figures are in the row's unit. The benchmark prints which are met.
 */
export const TARGETS: Readonly<Record<string, Target>> = {
  'editor/open/W3': { ratio: 0.6 },
  'editor/open/W4': { ratio: 0.3 },
  'editor/add/W3': CHANGE,
  'editor/add/W4': CHANGE,
  'editor/add/growth': { median: 2 },
  'editor/remove/W3': CHANGE,
  'editor/remove/W4': CHANGE,
  'editor/remove/growth': { median: 2 },
  'editor/type/W3': CHANGE,
  'editor/type/W4': CHANGE,
  'editor/add/local': LOCAL,
  'editor/remove/local': LOCAL,
  'editor/select/local': LOCAL,
  'editor/hover/local': LOCAL,
  'editor/type/local': LOCAL,
  'editor/walk/': FRAME,
  'editor/walk/local': LOCAL,
  'editor/drag/': FRAME,
  'editor/drag/local': LOCAL,
  'editor/jump/': JUMP,
  'editor/wheel/': WHEEL,
  'editor/heap/W4': { median: 10 },
  'arcs/wheel/W2': WHEEL,
  'text/graphemes/long': { ratio: 1.5 },
  'text/correct/spans': { median: 50 },
  'text/words/long': { ratio: 1.5 },
  'text/spans/many': { ratio: 8 },
  'tag/work/': FRAME,
  'tag/wall/W3': { median: 50 },
  'claim/work/': AT_ONCE,
  'undo/work/': FRAME,
  'slot/work/': FRAME,
  'document/open/W1': { median: 80 },
  'desk/': AT_ONCE,
  'desk/review/decide': FRAME,
  'store/import/jsonl': { ratio: 2.5 },
  'store/import/brat': { ratio: 3 },
  'store/import/conll': { ratio: 4 },
  'store/export/jsonl': { ratio: 2 },
  'store/export/brat': { ratio: 3 },
  'store/export/conll': { ratio: 3.5 },
  'store/memory/': FLAT,
  'store/undo/whole': { ratio: 1 },
  'store/redo/whole': { ratio: 1 },
  'store/undo/blocked': { max: 100 },
  'store/delete/half': { ratio: 1 },
  'store/history/deleted': AT_ONCE,
  'extraction/import/1M': { ratio: 3 },
  'registry/lookup': { median: 20, max: 20 },
  'review/queue/1M': AT_ONCE,
  'review/next/1M': { median: 16 },
  'big/open': { median: 1000 },
  'big/list/': AT_ONCE,
  'big/list/tenThousand': { median: 200 },
  'big/next': AT_ONCE,
  'big/countsAfterATag': AT_ONCE,
  'big/search/': AT_ONCE,
  'scheme/': { ratio: 1.5 },
  'steps/merge': { max: 1000 },
  'steps/recheck/page': AT_ONCE,
  'start/window': { ratio: 2 },
  'start/big': { median: 1000 },
};

/** Returns the target of a row: its own, else that of the longest beginning of its name; none if neither exists. */
export function targetOf(name: string): Target {
  const own = TARGETS[name];
  if (own) return own;
  const family = Object.keys(TARGETS)
    .filter((key) => key.endsWith('/') && name.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  return family === undefined ? {} : TARGETS[family]!;
}
