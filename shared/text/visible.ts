/**
 * Text that goes into a message or onto a terminal, with what could reorder, hide or steer it escaped: control
 * characters but line ends and TABs, and the marks that turn the direction of writing.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}
