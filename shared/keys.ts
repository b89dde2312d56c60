import { ACTIONS, actionById, isActionId, type ActionId, type ActionInfo } from './actions.ts';

/** The keys that an analyst gave to actions in place of their own; an empty list leaves an action without. */
export type OwnKeys = Readonly<Partial<Record<ActionId, readonly string[]>>>;

/** The most keys that one action takes. */
export const MOST_KEYS = 4;

/** A key combination taken apart. `Mod` is Ctrl, on a Mac Command. */
export interface Combination {
  readonly mod: boolean;
  /** Ctrl itself, where that is not Mod. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** As `KeyboardEvent.key` has it, in lower case. */
  readonly key: string;
}

/** Takes apart a combination written like `Mod+Shift+Z`; a lone `+`, or one at the end, is the key itself. */
export function parseKeys(keys: string): Combination {
  const parts = partsOf(keys);
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return {
    mod: has('Mod'),
    ctrl: has('Ctrl'),
    alt: has('Alt'),
    shift: has('Shift'),
    meta: has('Meta'),
    key: parts.at(-1)!.toLowerCase(),
  };
}

/** The parts of a combination, the key last. */
export function partsOf(keys: string): string[] {
  return keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
}

/** Whether a key is a sign, for which Shift is held on some keyboards and not on others. */
export function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);
}

/** Whether two combinations are the same key press; Ctrl and Mod count as one, as they are except on a Mac. */
export function sameKeys(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(keys: string): string {
  const { mod, ctrl, alt, shift, meta, key } = parseKeys(keys);
  return [mod || ctrl, alt, shift && !isSign(key), meta, key].join(' ');
}

/** The keys of an action: the analyst's own, or those it comes with. */
export function keysOf(action: ActionInfo, own: OwnKeys): readonly string[] {
  return own[action.id] ?? action.keys;
}

type Scope = NonNullable<ActionInfo['scope']>;

/**
 * Whether keys of two scopes can mean both at once. Review, quarantine and an active slot go before the article by
 * design, and one of them never holds within another.
 */
function meet(a: Scope, b: Scope): boolean {
  if (a === b) return true;
  const everywhere = (scope: Scope) => scope === 'window' || scope === 'page';
  return everywhere(a) || everywhere(b);
}

/** The actions besides `id` that the same combination would mean. */
export function conflictsOf(id: ActionId, keys: string, own: OwnKeys): ActionInfo[] {
  const scope = actionById(id).scope ?? 'window';
  return ACTIONS.filter(
    (action) =>
      action.id !== id &&
      meet(scope, action.scope ?? 'window') &&
      keysOf(action, own).some((each) => sameKeys(each, keys)),
  );
}

const CARET = /^(?:arrow(?:up|down|left|right)|home|end)$/;
const EDITING = /^(?:enter|tab|backspace|delete|insert|space)$/;

/** Why a combination cannot be an action's key, in words for the analyst; `null` when it can. */
export function problemOfKeys(keys: string, scope: Scope = 'window'): string | null {
  const { mod, ctrl, alt, shift, meta, key } = parseKeys(keys);
  const bare = !mod && !ctrl && !alt && !meta;
  if (key === '' || /^(?:control|shift|alt|meta|altgraph|dead|process|unidentified|capslock)$/.test(key))
    return 'Press a key together with it.';
  if (key === 'escape') return 'Esc always goes back.';
  if (bare && /^\p{L}$/u.test(key))
    return 'Letters alone belong to the types of the scheme. Add Ctrl or Alt.';
  if (bare && /^\p{N}$/u.test(key)) return 'Digits alone open slots. Add Ctrl or Alt.';
  if ((mod || ctrl) && !alt && !shift && /^[acvx]$/.test(key))
    return 'It copies and pastes, as in every program.';
  if (!alt && CARET.test(key)) return 'It moves the caret. Add Alt.';
  if (bare && /^page(?:up|down)$/.test(key)) return 'It pages through the text. Add Ctrl or Alt.';
  if (bare && (scope === 'window' || scope === 'page') && EDITING.test(key))
    return 'Alone it belongs to what has the focus. Add Ctrl or Alt.';
  if (bare && scope === 'window' && isSign(key)) return 'Alone it is typed into fields. Add Ctrl or Alt.';
  return null;
}

const TAKEN_BY_TABS =
  /^(?:Mod|Ctrl)\+(?:(?:Shift\+)?(?:[NTW]|Tab|PageUp|PageDown)|Shift\+I|Q)$|^F11$|^Alt\+F4$|^Alt\+(?:Home|Tab)$/i;

/** Whether a browser keeps the combination for itself in a tab, so that only the desktop program gets it. */
export function isTakenByTabs(keys: string): boolean {
  return TAKEN_BY_TABS.test(keys);
}

/** Whether the combination types a sign where AltGr is Ctrl and Alt, as on most European keyboards. */
export function isAltGr(keys: string): boolean {
  const { mod, ctrl, alt, key } = parseKeys(keys);
  return (mod || ctrl) && alt && key.length === 1;
}

/** Own keys as far as they hold: settings may come from another version, or from a hand. */
export function usableKeys(
  own: Readonly<Record<string, readonly string[]>>,
): Partial<Record<ActionId, string[]>> {
  const usable = Object.entries(own).flatMap(([id, keys]) => {
    if (!isActionId(id)) return [];
    const { scope } = actionById(id);
    const good = keys.filter((each) => problemOfKeys(each, scope) === null).slice(0, MOST_KEYS);
    // All of its keys unusable is no wish to have none.
    return good.length === 0 && keys.length > 0 ? [] : [[id, good] as const];
  });
  return Object.fromEntries(usable);
}
