// Names that a new note may have: legal on Windows, macOS and Linux.

import { hasHidden } from '../text/visible.ts';

const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
const forbidden = /[<>:"|?*\\\u0000-\u001f]|[[\]#^]/;
const everyForbidden = new RegExp(forbidden, 'g');

/** True if every segment of a relative path is a legal name everywhere; at most 255 bytes each, as file systems hold. */
export function legalName(path: string): boolean {
  return path.split('/').every((segment) => {
    if (segment === '' || segment === '.' || segment === '..') return false;
    if (
      forbidden.test(segment) ||
      hasHidden(segment) ||
      devices.test(segment) ||
      /[. ]$/.test(segment) ||
      segment.startsWith(' ')
    )
      return false;
    return !/[. ]\.[a-z]+$/i.test(segment) && bytesOf(segment) <= 255;
  });
}

/** A name without the characters that are legal on some systems only. */
export function withoutForbidden(name: string): string {
  return name.replace(everyForbidden, '-');
}

/** The length of a string in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
