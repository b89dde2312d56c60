import { beforeEach, describe, expect, test } from 'vitest';
import {
  byLetter,
  combinationOf,
  digitOf,
  isText,
  latinLetterOf,
  lettersOf,
  matches,
  noteScript,
  readingsOf,
  type KeyPress,
} from '../../renderer/keys.ts';

/** Returns a press of a key: what the layout prints on it, its place on the keyboard, and the modifiers held. */
function press(key: string, code: string, held = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('Ctrl'),
    altKey: held.includes('Alt') && !held.includes('AltGr'),
    shiftKey: held.includes('Shift'),
    metaKey: false,
    isComposing: held.includes('composing'),
    keyCode: held.includes('229') ? 229 : 0,
    getModifierState: (name) => name === 'AltGraph' && held.includes('AltGr'),
  };
}

beforeEach(() => noteScript(press('a', 'KeyA')));

describe('the printed Latin letter counts', () => {
  test.each([
    ['German', 'z', 'KeyY', 'Mod+Z', true],
    ['German', 'y', 'KeyZ', 'Mod+Z', false],
    ['French', 'z', 'KeyW', 'Mod+Z', true],
    ['French', 'w', 'KeyZ', 'Mod+Z', false],
    ['French', 'a', 'KeyQ', 'Mod+A', true],
    ['French', 'm', 'Semicolon', 'Mod+M', true],
    ['French', 'à', 'Digit0', 'Mod+0', true],
    ['Dvorak', 'z', 'Slash', 'Mod+Z', true],
    ['Dvorak', ';', 'KeyZ', 'Mod+Z', false],
    ['Dvorak', "'", 'KeyQ', 'Mod+Q', false],
    ['Dvorak', '.', 'KeyE', 'Mod+.', true],
    ['Turkish', 'i', 'Quote', 'Mod+I', true],
    ['Turkish', 'ı', 'KeyI', 'Mod+I', true],
    ['Turkish', 'ş', 'Semicolon', 'Mod+;', false],
    ['Polish', 'l', 'KeyL', 'Mod+L', true],
    ['Czech', 'ě', 'Digit2', 'Mod+2', true],
    ['Spanish', 'ñ', 'Semicolon', 'Mod+;', false],
  ])('%s: Ctrl and %s on %s as %s is %s', (_, key, code, keys, meant) => {
    expect(matches(press(key, code, 'Ctrl'), keys)).toBe(meant);
  });
});

describe('in other scripts the physical key counts', () => {
  test.each([
    ['Russian', 'я', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Russian', 'Я', 'KeyZ', 'CtrlShift', 'Mod+Shift+Z'],
    ['Russian', 'л', 'KeyK', 'Ctrl', 'Mod+K'],
    ['Russian', 'ю', 'Period', 'Ctrl', 'Mod+.'],
    ['Russian', '.', 'Slash', 'Ctrl', 'Mod+.'],
    ['Russian', 'э', 'Quote', '', "'"],
    ['Russian', ',', 'Slash', 'Shift', '?', false],
    ['Ukrainian', 'і', 'KeyS', 'Alt', 'Alt+S'],
    ['Greek', 'ζ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Greek', 'Ζ', 'KeyZ', 'CtrlShift', 'Mod+Shift+Z'],
    ['Greek', ';', 'KeyQ', 'Alt', 'Alt+Q'],
    ['Arabic', 'ئ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Arabic', 'لا', 'KeyB', 'Ctrl', 'Mod+B'],
    ['Arabic', '؟', 'Slash', 'Shift', '?'],
    ['Hebrew', 'ז', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Hebrew', "'", 'KeyW', 'Alt', 'Alt+W'],
    ['Hebrew', '/', 'KeyQ', 'AltShift', 'Alt+Shift+Q'],
    ['Hebrew', 'Z', 'KeyZ', 'CtrlShift', 'Mod+Shift+Z'],
    ['Georgian', 'ზ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Armenian', 'զ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Hindi', 'ॆ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Thai', 'ั', 'KeyY', 'Ctrl', 'Mod+Y'],
    ['Korean', 'ㅋ', 'KeyZ', 'Ctrl', 'Mod+Z'],
    ['Persian', '۰', 'Digit0', 'Ctrl', 'Mod+0'],
  ])('%s: %s on %s with “%s” as %s', (_, key, code, held, keys, meant = true) => {
    // Any plain letter of the script, as somebody types who uses the layout.
    noteScript(press('б', 'Comma'));
    expect(matches(press(key, code, held), keys)).toBe(meant);
  });

  test('a sign on the key of a letter is that letter only while another script is in use', () => {
    expect(readingsOf(press(';', 'KeyQ'))).toEqual([';']);
    noteScript(press('σ', 'KeyS'));
    expect(readingsOf(press(';', 'KeyQ'))).toEqual([';', 'q']);
    // Hebrew capitals are Latin, and do not mean that the layout has changed.
    noteScript(press('S', 'KeyS', 'Shift'));
    expect(readingsOf(press(';', 'KeyQ'))).toEqual([';', 'q']);
    noteScript(press('s', 'KeyS'));
    expect(readingsOf(press(';', 'KeyQ'))).toEqual([';']);
  });
});

describe('what writes text is no command', () => {
  test.each([
    ['AltGr on Polish', press('ą', 'KeyA', 'AltGr')],
    ['AltGr on German', press('@', 'KeyQ', 'AltGr')],
    ['AltGr where it is Ctrl and Alt', press('ó', 'KeyO', 'CtrlAltGr')],
    ['AltGr with a digit', press('{', 'Digit7', 'AltGr')],
    ['a dead key', press('Dead', 'BracketLeft')],
    ['a dead key with Shift', press('Dead', 'KeyE', 'Shift')],
    ['an input method', press('z', 'KeyZ', 'composing')],
    ['an input method on Windows', press('Process', 'KeyZ', '229')],
    ['the last key of a composition in Safari', press('Enter', 'Enter', '229')],
    ['Ctrl while composing', press('z', 'KeyZ', 'Ctrl composing')],
  ])('%s', (_, event) => {
    expect(isText(event)).toBe(true);
    expect([readingsOf(event), lettersOf(event), digitOf(event)]).toEqual([[], [], undefined]);
    for (const keys of ['Mod+Z', 'Alt+O', 'Enter', 'Z', 'A', "'", '?'])
      expect(matches(event, keys)).toBe(false);
  });
});

test('a letter of the analyst’s own script precedes that of the physical key', () => {
  const types = [
    { name: 'PERSON', key: 'p' },
    { name: 'CLAIM', key: 'c' },
    { name: 'PLACE', key: 'с' /* Cyrillic, on KeyC */ },
    { name: 'LAW', key: 'ß' },
  ];
  expect(byLetter(types, press('с', 'KeyC'))?.name).toBe('PLACE');
  expect(byLetter(types, press('С', 'KeyC', 'Shift'))?.name).toBe('PLACE');
  expect(byLetter(types, press('з', 'KeyP'))?.name).toBe('PERSON');
  expect(byLetter(types, press('c', 'KeyC'))?.name).toBe('CLAIM');
  expect(byLetter(types, press('ß', 'Minus'))?.name).toBe('LAW');
  expect(byLetter(types, press('с', 'KeyC', 'Ctrl'))).toBeUndefined();
});

test('the letters of hints and of offers are those from a to z', () => {
  expect(latinLetterOf(press('ф', 'KeyA'))).toBe('a');
  expect(latinLetterOf(press('I', 'KeyI', 'Shift'))).toBe('i');
  expect(latinLetterOf(press('İ', 'Quote', 'Shift'))).toBe('i');
  expect(latinLetterOf(press('é', 'Digit2'))).toBeUndefined();
  expect(latinLetterOf(press('Enter', 'Enter'))).toBeUndefined();
});

test.each([
  ['French without Shift', press("'", 'Digit4'), 4],
  ['Arabic digits', press('٤', 'Digit4'), 4],
  ['with Shift', press('$', 'Digit4', 'Shift'), 4],
  ['numeric pad', press('4', 'Numpad4'), 4],
  ['numeric pad without number lock', press('ArrowLeft', 'Numpad4'), undefined],
  ['with Ctrl', press('4', 'Digit4', 'Ctrl'), undefined],
])('the digit of a key: %s', (_, event, digit) => {
  expect(digitOf(event)).toBe(digit);
});

test.each([
  [press('я', 'KeyZ', 'CtrlShift'), 'Mod+Shift+Z'],
  [press('z', 'KeyY', 'Alt'), 'Alt+Z'],
  [press('&', 'Digit1', 'Ctrl'), 'Mod+1'],
  [press('ı', 'KeyI', 'Alt'), 'Alt+I'],
  [press('ArrowLeft', 'ArrowLeft', 'Alt'), 'Alt+ArrowLeft'],
  [press(' ', 'Space', 'Ctrl'), 'Mod+Space'],
  [press('F8', 'F8'), 'F8'],
  [press('@', 'KeyQ', 'AltGr'), 'Dead'],
])('a pressed key is recorded as a combination of every layout: %# %s', (event, keys) => {
  expect(combinationOf(event)).toBe(keys);
});
