/**
 * Escapes characters that could reorder, hide or control text in a message or on a terminal: control characters except line ends
 * and tabs, and the marks that change the direction of writing.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}
