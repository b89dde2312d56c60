import { isSign, parseKeys, partsOf, type Combination } from '../shared/keys.ts';

const mac = navigator.platform.startsWith('Mac');

const combinations = new Map<string, Combination>();

/** What a key press is read from; React's events have it as `nativeEvent`. */
export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'ctrlKey'
  | 'altKey'
  | 'shiftKey'
  | 'metaKey'
  | 'isComposing'
  | 'keyCode'
  | 'getModifierState'
> & { readonly target?: EventTarget | null };

/** Signs of the keys beside the letters on a US keyboard, plain and with Shift. */
const SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
};

/** Whether the last plain letter was of another script. Only then do signs on keys of letters, as on Greek `;`, stand for these. */
let otherScript = false;

/** The Latin letters of the keyboard by the code of their key, where the browser tells: a French keyboard has A on `KeyQ`. */
let latinLetters: ReadonlyMap<string, string> = new Map();

/** Reads which Latin letters are printed on the keys, now and when the window gets the focus again. */
export function readLayout(): () => void {
  const { keyboard } = navigator as Navigator & {
    keyboard?: { getLayoutMap?: () => Promise<ReadonlyMap<string, string>> };
  };
  const read = () =>
    void keyboard?.getLayoutMap?.().then(
      (letters) => (latinLetters = letters),
      // In a frame the browser refuses: the letters of a US keyboard are used.
      () => undefined,
    );
  read();
  window.addEventListener('focus', read);
  return () => window.removeEventListener('focus', read);
}

/** Remembers the script of a letter that was typed. Call it once for each key press, before reading it. */
export function noteScript(event: KeyPress): void {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
  // With Shift some layouts of other scripts produce Latin capitals, as Hebrew ones do.
  if (ctrlKey || altKey || metaKey || shiftKey || isText(event)) return;
  if (isOtherScript(key)) otherScript = true;
  else if (/^\p{L}$/u.test(key)) otherScript = false;
}

/** Whether a key press belongs to an input method or writes a character with AltGr or a dead key: it is never a command. */
export function isText(event: KeyPress): boolean {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (isComposed(event) || key === 'AltGraph' || key === 'Unidentified') return true;
  if (mac) {
    // Option writes characters in fields; elsewhere its letters are commands.
    const field = altKey && !ctrlKey && !metaKey && event.target != null && isTyping(event);
    return field ? key === 'Dead' || [...key].length === 1 : key === 'Dead' && !altKey;
  }
  return key === 'Dead' || event.getModifierState('AltGraph');
}

/** Whether an input method has the key. Safari ends the composition before the event of its last key, which has the code 229. */
export function isComposed({ key, isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === 229 || key === 'Process';
}

/**
 * Returns what a key press may stand for, in lower case: first what is printed on the key, then, where that is no Latin
 * letter, the letter or sign of the physical key. Empty if it only writes text.
 */
export function readingsOf(event: KeyPress): readonly string[] {
  if (isText(event)) return [];
  const { key, code, altKey } = event;
  if (key === ' ') return ['space'];
  // With Option a Mac produces other characters.
  if (mac && altKey) return [physicalOf(event) ?? /^Digit(\d)$/.exec(code)?.[1] ?? key.toLowerCase()];
  // Turkish keyboards have an i without a dot, whose capital is I, and one whose capital has the dot.
  if (key === 'İ') return ['i'];
  if (key === 'ı') return ['ı', 'i'];
  const printed = key.toLowerCase();
  const physical = isOtherScript(key) || (otherScript && isPlainSign(event)) ? physicalOf(event) : undefined;
  return physical === undefined || physical === printed ? [printed] : [printed, physical];
}

/** Whether a key produces letters or signs of another script than the Latin. Some produce several at once, such as Arabic لا. */
function isOtherScript(key: string): boolean {
  return /^[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(key);
}

/** A sign where a US keyboard has a letter, or one that is not on a US keyboard, such as the Arabic question mark. */
function isPlainSign({ key, code }: KeyPress): boolean {
  return isSign(key) && (code.startsWith('Key') || !/^[\x20-\x7e]$/.test(key));
}

function physicalOf({ code, shiftKey }: KeyPress): string | undefined {
  const latin = latinLetters.get(code)?.toLowerCase();
  if (latin && /^[a-z]$/.test(latin)) return latin;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? SIGNS[code]?.[shiftKey ? 1 : 0];
}

/** Whether an event is the key combination `keys`, such as `Mod+Shift+Z`; Mod is Ctrl, on a Mac Command. */
export function matches(event: KeyPress, keys: string): boolean {
  return readingsOf(event).some((reading) => matchesAs(event, reading, keys));
}

/** Whether an event is a key combination if its key is read as `reading`, one of `readingsOf`. */
export function matchesAs(event: KeyPress, reading: string, keys: string): boolean {
  let wanted = combinations.get(keys);
  if (!wanted) combinations.set(keys, (wanted = parseKeys(keys)));
  const { mod, ctrl, alt, shift, meta, key } = wanted;
  if (event.ctrlKey !== (ctrl || (mod && !mac)) || event.altKey !== alt) return false;
  if (event.metaKey !== (meta || (mod && mac))) return false;
  // Ignore Shift for signs, which need it on some keyboards ("?" and "+"); compare it for letters and named keys.
  if (!isSign(key) && event.shiftKey !== shift) return false;
  return reading === key || (/^\d$/.test(key) && event.code === `Digit${key}`);
}

/** Returns the letters that a plain key press may stand for, in the order of `readingsOf`; none with Ctrl, Alt or Meta. */
export function lettersOf(event: KeyPress): readonly string[] {
  if (event.ctrlKey || event.altKey || event.metaKey) return [];
  return readingsOf(event).filter((reading) => /^\p{L}$/u.test(reading));
}

/** Returns the index of the letter of a plain key press among a to z; undefined if it is none. */
export function letterIndexOf(event: KeyPress): number | undefined {
  const letter = latinLetterOf(event);
  return letter === undefined ? undefined : letter.charCodeAt(0) - 97;
}

/** Returns the letter of a plain key press from a to z; undefined if it is none. */
export function latinLetterOf(event: KeyPress): string | undefined {
  return lettersOf(event).find((letter) => /^[a-z]$/.test(letter));
}

/** Returns the item whose letter a plain key press is; a letter of the analyst's own script precedes that of the physical key. */
export function byLetter<T extends { readonly key?: string | undefined }>(
  items: readonly T[],
  event: KeyPress,
): T | undefined {
  for (const letter of lettersOf(event)) {
    const found = items.find(({ key }) => key === letter);
    if (found) return found;
  }
  return undefined;
}

/** Returns the digit from 1 to 9 of a plain key press, whatever the layout prints on the key; undefined if it is none. */
export function digitOf(event: KeyPress): number | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || isText(event)) return undefined;
  const [, place, digit] = /^(Digit|Numpad)([1-9])$/.exec(event.code) ?? [];
  // On a numeric pad without number lock, the same keys are arrows.
  return digit === undefined || (place === 'Numpad' && event.key !== digit) ? undefined : Number(digit);
}

/** Whether a plain key press writes a character, as letters, digits and signs do. */
export function writes(event: KeyPress): boolean {
  return !event.ctrlKey && !event.altKey && !event.metaKey && [...event.key].length === 1;
}

/** Returns the combination of an event, in the form that `matches` accepts. */
export function combinationOf(event: KeyPress): string {
  const { ctrlKey, altKey, shiftKey, metaKey, code } = event;
  // With Shift, and on French keyboards without it, a digit's key produces a sign.
  const digit = ctrlKey || altKey || metaKey ? /^Digit(\d)$/.exec(code)?.[1] : undefined;
  const readings = readingsOf(event);
  // A combination should work in every layout of the analyst. A press that only writes text has no name of a key.
  const name = digit ?? readings.find((reading) => /^[\x20-\x7e]+$/.test(reading)) ?? readings[0] ?? 'Dead';
  const named = name.length > 1 && name === event.key.toLowerCase() ? event.key : name;
  const key = name.length === 1 ? name.toUpperCase() : named === 'space' ? 'Space' : named;
  const modifiers = [
    (mac ? metaKey : ctrlKey) && 'Mod',
    mac && ctrlKey && 'Ctrl',
    !mac && metaKey && 'Meta',
    altKey && 'Alt',
    shiftKey && !isSign(key) && 'Shift',
  ];
  return [...modifiers.filter((each) => each !== false), key].join('+');
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

/** A text that is being corrected; that of an article is editable only for the caret’s sake. */
const WRITTEN_TEXT = '[contenteditable="true"]:not([aria-readonly="true"])';

/** Whether the event goes to a field or a list of choices, which handles plain keys itself. */
export function isTyping(event: { readonly target?: EventTarget | null }): boolean {
  const target = event.target as HTMLElement;
  return (
    target.closest(
      `input, textarea, select, ${WRITTEN_TEXT}, [role="dialog"], [role="menu"], [role="listbox"]`,
    ) !== null
  );
}

/** Whether the event goes to a text field, a dialog or a menu, which have an undo of their own or none; unlike lists and buttons. */
export function isInField(event: { readonly target?: EventTarget | null }): boolean {
  const target = event.target as HTMLElement;
  return (
    target.closest(
      `input:not([type="radio"], [type="checkbox"]), textarea, ${WRITTEN_TEXT}, [role="dialog"], [role="menu"]`,
    ) !== null
  );
}
