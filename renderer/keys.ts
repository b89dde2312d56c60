const mac = navigator.platform.startsWith('Mac');

/** A key combination as a match needs it. */
interface Combination {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  readonly key: string;
}

function parse(keys: string): Combination {
  // A lone "+" or one at the end is the key itself.
  const parts = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  const mod = has('Mod');
  return {
    ctrl: has('Ctrl') || (mod && !mac),
    meta: has('Meta') || (mod && mac),
    alt: has('Alt'),
    shift: has('Shift'),
    key: parts.at(-1)!.toLowerCase(),
  };
}

const combinations = new Map<string, Combination>();

/** Whether an event is the key combination `keys`, written like `Mod+Shift+Z`; Mod is Ctrl, on a Mac Command. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  let wanted = combinations.get(keys);
  if (!wanted) combinations.set(keys, (wanted = parse(keys)));
  if (event.ctrlKey !== wanted.ctrl || event.altKey !== wanted.alt || event.metaKey !== wanted.meta)
    return false;
  // Shift belongs to a sign that needs it on some keyboards ("?" and "+"); for letters and named keys it counts.
  const sign = wanted.key.length === 1 && !/[\p{L}\p{N}]/u.test(wanted.key);
  if (!sign && event.shiftKey !== wanted.shift) return false;
  return (
    event.key.toLowerCase() === wanted.key || (/^\d$/.test(wanted.key) && event.code === `Digit${wanted.key}`)
  );
}

/** A combination as it stands on the keys: `Ctrl K`, on a Mac `⌘K`. */
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
  const parts = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
  return parts
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(mac ? '' : ' ');
}

/** Whether the event goes to something one types or chooses in: plain keys are then its own. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
