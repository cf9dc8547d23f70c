// The inside of a wiki-link: target, fragment, alias (docs/links.md, section 1). Used by the client too.

/** Offsets are UTF-16 and relative to the text given; a start of -1 means that the part is not written. */
export interface WikilinkParts {
  readonly targetStart: number;
  readonly targetEnd: number;
  readonly fragmentStart: number;
  readonly fragmentEnd: number;
  readonly aliasStart: number;
  readonly aliasEnd: number;
}

/** Numbers and commas in brackets are data of a program. */
const numbersOnly = /^[\d\s.]*,[\d\s.,[\]]*$/;
/** Tests of the shell: `[[ -f x ]]`, `[[ $a == b ]]`. */
const shellTest = /^-[A-Za-z] |==|&&|"/;

/**
 * Takes apart what stands between `[[` at `from` and `]]` at `to`; `undefined` where that is text by the rules.
 * The first `|` (or `\|`, as tables need it) begins the alias, the first `#` before it the fragment.
 */
export function wikilinkParts(text: string, from: number, to: number): WikilinkParts | undefined {
  let bar = -1;
  let hash = -1;
  let bracket = false;
  for (let at = from; at < to && bar < 0; at++) {
    const code = text.charCodeAt(at);
    if (code === 124) bar = at;
    else if (code === 35 && hash < 0) hash = at;
    else if (code === 10 || code === 13) return undefined;
    else if (hash < 0 && (code === 91 || code === 93 || code === 96)) bracket = true;
  }
  const alias = bar < 0 ? { start: -1, end: -1 } : trimmed(text, bar + 1, to);
  const beforeBar = bar < 0 ? to : text.charCodeAt(bar - 1) === 92 ? bar - 1 : bar;
  const target = trimmed(text, from, hash < 0 ? beforeBar : hash);
  const fragment = hash < 0 ? { start: -1, end: -1 } : trimmed(text, hash + 1, beforeBar);
  // In Dendron's `[[any text|dendron://vault/note]]` the left side is no target and keeps no target's rules.
  if (bar < 0 || !text.startsWith('dendron://', alias.start)) {
    if (bracket) return undefined;
    if (target.start === target.end && (hash < 0 || fragment.start === fragment.end)) return undefined;
    const written = text.slice(target.start, target.end);
    if (numbersOnly.test(written) || shellTest.test(written)) return undefined;
  }
  return {
    targetStart: target.start,
    targetEnd: target.end,
    fragmentStart: fragment.start,
    fragmentEnd: fragment.end,
    aliasStart: alias.start,
    aliasEnd: alias.end,
  };
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 0xa0;
}

const scheme = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:mailto|tel|data|doi):)/i;

/** True for a target that leaves the vault by its scheme; `dendron://vault/x` is a note. */
export function isExternal(target: string): boolean {
  return target.includes(':') && scheme.test(target) && !/^dendron:\/\//i.test(target);
}

/** True for `C:\x` and `\\host\x`, which are never looked at. */
export function isDriveOrShare(target: string): boolean {
  return /^[a-z]:(?:[\\/]|$)/i.test(target) || /^(?:\\\\|\/\/)/.test(target);
}
