import { isSign, parseKeys, partsOf, type Combination } from '../shared/keys.ts';

const mac = navigator.platform.startsWith('Mac');

const combinations = new Map<string, Combination>();

/** Whether an event is the key combination `keys`, such as `Mod+Shift+Z`; Mod is Ctrl, on a Mac Command. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  let wanted = combinations.get(keys);
  if (!wanted) combinations.set(keys, (wanted = parseKeys(keys)));
  const { mod, ctrl, alt, shift, meta, key } = wanted;
  if (event.ctrlKey !== (ctrl || (mod && !mac)) || event.altKey !== alt) return false;
  if (event.metaKey !== (meta || (mod && mac))) return false;
  // Ignore Shift for signs, which need it on some keyboards ("?" and "+"); compare it for letters and named keys.
  if (!isSign(key) && event.shiftKey !== shift) return false;
  return keyOf(event).toLowerCase() === key || (/^\d$/.test(key) && event.code === `Digit${key}`);
}

/** Returns the combination of an event, in the form that `matches` accepts. */
export function combinationOf(event: KeyboardEvent): string {
  const { ctrlKey, altKey, shiftKey, metaKey, code } = event;
  // With Shift, and on French keyboards without it, a digit's key produces a sign.
  const digit = ctrlKey || altKey || metaKey ? /^Digit(\d)$/.exec(code)?.[1] : undefined;
  const pressed = digit ?? keyOf(event);
  const key = pressed.length === 1 ? pressed.toUpperCase() : pressed;
  const modifiers = [
    (mac ? metaKey : ctrlKey) && 'Mod',
    mac && ctrlKey && 'Ctrl',
    !mac && metaKey && 'Meta',
    altKey && 'Alt',
    shiftKey && !isSign(key) && 'Shift',
  ];
  return [...modifiers.filter((each) => each !== false), key].join('+');
}

/** Returns the name of a key. With Alt a Mac produces other letters, so `code` is used; the space bar's key is a blank. */
function keyOf({ key, code, altKey }: KeyboardEvent): string {
  if (key === ' ') return 'Space';
  const plain = mac && altKey ? /^(?:Key|Digit)(\w)$/.exec(code)?.[1] : undefined;
  return plain ?? key;
}

/** Returns a combination as printed on the keys: `Ctrl K`, on a Mac `⌘K`. */
export function displayKey(keys: string): string {
  const names: Record<string, string> = mac
    ? {
        Mod: '⌘',
        Shift: '⇧',
        Alt: '⌥',
        Ctrl: '⌃',
        ArrowLeft: '←',
        ArrowRight: '→',
        ArrowUp: '↑',
        ArrowDown: '↓',
        Enter: '↩',
        Delete: '⌫',
      }
    : {
        Mod: 'Ctrl',
        ArrowLeft: '←',
        ArrowRight: '→',
        ArrowUp: '↑',
        ArrowDown: '↓',
        PageDown: 'PgDn',
        PageUp: 'PgUp',
        Delete: 'Del',
        Escape: 'Esc',
      };
  return partsOf(keys)
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(mac ? '' : ' ');
}

/** Whether the event goes to a field or a list of choices, which handles plain keys itself. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
