import { ACTIONS, actionById, isActionId, type ActionId, type ActionInfo } from './actions.ts';

/** The keys that an analyst assigned to actions in place of the defaults; an empty list leaves an action unassigned. */
export type OwnKeys = Readonly<Partial<Record<ActionId, readonly string[]>>>;

/** The maximum number of keys of an action. */
export const MOST_KEYS = 4;

/** The parts of a key combination. `Mod` is Ctrl, and Command on a Mac. */
export interface Combination {
  readonly mod: boolean;
  /** Ctrl itself, where it is not Mod. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** `KeyboardEvent.key` in lower case. */
  readonly key: string;
}

/** Parses a combination written like `Mod+Shift+Z`; a `+` alone or at the end is the key itself. */
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

/** Returns the parts of a combination, the key last. */
export function partsOf(keys: string): string[] {
  return keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
}

/** Whether a key is a sign, which takes Shift on some keyboards and not on others. */
export function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);
}

/** Whether two combinations are the same key press. Ctrl and Mod count as one, because only a Mac tells them apart. */
export function sameKeys(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(keys: string): string {
  const { mod, ctrl, alt, shift, meta, key } = parseKeys(keys);
  return [mod || ctrl, alt, shift && !isSign(key), meta, key].join(' ');
}

/** Returns the keys of an action: those the analyst assigned, or its defaults. */
export function keysOf(action: ActionInfo, own: OwnKeys): readonly string[] {
  return own[action.id] ?? action.keys;
}

type Scope = NonNullable<ActionInfo['scope']>;

/**
 * Whether keys of two scopes can be active at once. Review, quarantine and an active slot precede the article by
 * design, and are never active together.
 */
function meet(a: Scope, b: Scope): boolean {
  if (a === b) return true;
  const everywhere = (scope: Scope) => scope === 'window' || scope === 'page';
  return everywhere(a) || everywhere(b);
}

/** Returns the actions other than `id` that the same combination would trigger. */
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

/** Returns why a combination cannot be the key of an action, as a sentence for the analyst; `null` if it can. */
export function problemOfKeys(keys: string, scope: Scope = 'window'): string | null {
  const { mod, ctrl, alt, shift, meta, key } = parseKeys(keys);
  const bare = !mod && !ctrl && !alt && !meta;
  if (key === '' || /^(?:control|shift|alt|meta|altgraph|dead|process|unidentified|capslock)$/.test(key))
    return 'Press another key with it.';
  if (key === 'escape') return 'Esc is reserved for going back.';
  if (bare && /^\p{L}$/u.test(key))
    return 'Single letters are reserved for the types of the scheme. Add Ctrl or Alt.';
  if (bare && /^\p{N}$/u.test(key)) return 'Single digits open slots. Add Ctrl or Alt.';
  if ((mod || ctrl) && !alt && !shift && /^[acvx]$/.test(key))
    return 'It is reserved for copying and pasting.';
  if (!alt && CARET.test(key)) return 'It moves the caret. Add Alt.';
  if (bare && /^page(?:up|down)$/.test(key)) return 'It scrolls the text by a page. Add Ctrl or Alt.';
  if (bare && (scope === 'window' || scope === 'page') && EDITING.test(key))
    return 'On its own it acts on the focused control. Add Ctrl or Alt.';
  if (bare && scope === 'window' && isSign(key)) return 'On its own it types into fields. Add Ctrl or Alt.';
  return null;
}

const TAKEN_BY_TABS =
  /^(?:Mod|Ctrl)\+(?:(?:Shift\+)?(?:[NTW]|Tab|PageUp|PageDown)|Shift\+I|Q)$|^F11$|^Alt\+F4$|^Alt\+(?:Home|Tab)$/i;

/** Whether a browser tab reserves the combination, so that only the desktop program receives it. */
export function isTakenByTabs(keys: string): boolean {
  return TAKEN_BY_TABS.test(keys);
}

/** Whether the combination types a sign on keyboards where AltGr is Ctrl and Alt, as on most European ones. */
export function isAltGr(keys: string): boolean {
  const { mod, ctrl, alt, key } = parseKeys(keys);
  return (mod || ctrl) && alt && key.length === 1;
}

/** Returns the assigned keys that are valid: settings may come from another version or be edited by hand. */
export function usableKeys(
  own: Readonly<Record<string, readonly string[]>>,
): Partial<Record<ActionId, string[]>> {
  const usable = Object.entries(own).flatMap(([id, keys]) => {
    if (!isActionId(id)) return [];
    const { scope } = actionById(id);
    const good = keys.filter((each) => problemOfKeys(each, scope) === null).slice(0, MOST_KEYS);
    // If none of its keys is usable, the defaults apply: the analyst did not ask for no key.
    return good.length === 0 && keys.length > 0 ? [] : [[id, good] as const];
  });
  return Object.fromEntries(usable);
}
