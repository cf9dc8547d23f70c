// Backslash escapes and character references of CommonMark 0.31 undone (sections 2.4 and 2.5).
import { characterEntities } from 'character-entities';

const escaped = /\\([!-/:-@[-`{-~])|&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z][a-z\d]{1,31}));/gi;

export function unescapeMarkdown(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text;
  return text.replace(escaped, (written, mark?: string, hex?: string, decimal?: string, name?: string) => {
    if (mark !== undefined) return mark;
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (decimal !== undefined) return character(Number(decimal));
    return Object.hasOwn(characterEntities, name!) ? characterEntities[name!]! : written;
  });
}

/** Zero and what is no character become U+FFFD. */
function character(code: number): string {
  const isOne = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isOne ? String.fromCodePoint(code) : '\ufffd';
}
