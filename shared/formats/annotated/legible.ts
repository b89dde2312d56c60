/** Characters that neither XML nor a page can hold. */
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * Returns a text as a page can show it: a control character becomes its picture, anything else that is no character becomes U+FFFD.
 * Its length stays the same.
 */
export function legible(text: string): string {
  return text
    .toWellFormed()
    .replace(IMPOSSIBLE, (character) => {
      const code = character.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
    })
    .replaceAll('\r', '\u240d');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Returns a text as the content of an element or the value of an attribute, in HTML and in XML. */
export function escaped(text: string): string {
  return legible(text).replace(/[&<>"]/g, (each) => ENTITIES[each]!);
}
