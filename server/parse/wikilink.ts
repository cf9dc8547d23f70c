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
  let mayBeCode = false;
  for (let at = from; at < to && bar < 0; at++) {
    const code = text.charCodeAt(at);
    if (code === 124) bar = at;
    else if (code === 35 && hash < 0) hash = at;
    else if (code === 10 || code === 13) return undefined;
    else if (hash >= 0) continue;
    else if (code === 91 || code === 93 || code === 96) bracket = true;
    // A mark without which neither pattern of code can match: `"`, `&`, `,`, `-` or `=`.
    else if (code === 34 || code === 38 || code === 44 || code === 45 || code === 61) mayBeCode = true;
  }
  const hasAlias = bar >= 0;
  const aliasStart = hasAlias ? textStart(text, bar + 1, to) : -1;
  const aliasEnd = hasAlias ? textEnd(text, aliasStart, to) : -1;
  const beforeBar = !hasAlias ? to : text.charCodeAt(bar - 1) === 92 ? bar - 1 : bar;
  const hasFragment = hash >= 0;
  const beforeHash = hasFragment ? hash : beforeBar;
  const targetStart = textStart(text, from, beforeHash);
  const targetEnd = textEnd(text, targetStart, beforeHash);
  const fragmentStart = hasFragment ? textStart(text, hash + 1, beforeBar) : -1;
  const fragmentEnd = hasFragment ? textEnd(text, fragmentStart, beforeBar) : -1;
  // In Dendron's `[[any text|dendron://vault/note]]` the left side is no target and keeps no target's rules.
  if (!hasAlias || !text.startsWith('dendron://', aliasStart)) {
    if (bracket) return undefined;
    if (targetStart === targetEnd && (!hasFragment || fragmentStart === fragmentEnd)) return undefined;
    if (mayBeCode && isCode(text.slice(targetStart, targetEnd))) return undefined;
  }
  return { targetStart, targetEnd, fragmentStart, fragmentEnd, aliasStart, aliasEnd };
}

/** A target as it stands before a fragment: there a `#` of the file's name would begin one. */
export function beforeFragment(target: string): string {
  return target.replaceAll('#', '%23');
}

/**
 * The inside of a link with a text of its own.
 * @param textFirst `text|name`, as `researchNotes.links.pipeOrder` may say; only a name that stands alone on the left keeps a `#`
 */
export function twoSides(
  name: string,
  fragment: string | undefined,
  bar: string,
  text: string,
  textFirst: boolean,
): string {
  const whole = textFirst || fragment !== undefined ? beforeFragment(name) : name;
  const target = fragment === undefined ? whole : `${whole}#${fragment}`;
  return textFirst ? text + bar + target : target + bar + text;
}

/** What the alias of a picture says: `300`, `300x200`, `words`, `words|300`, in a table `words\|300`. */
export function pictureAlias(alias: string): { words: string; width?: string; height?: string } {
  const bar = alias.lastIndexOf('|');
  const [, width, height] = /^\s*(\d{1,5})(?:x(\d{1,5}))?\s*$/.exec(alias.slice(bar + 1)) ?? [];
  if (width === undefined) return { words: alias };
  const words = alias.slice(0, Math.max(0, bar)).replace(/\\$/, '').trimEnd();
  return { words, width, ...(height === undefined ? {} : { height }) };
}

const smallestWidth = 16;

/** What the text of a Markdown image says, in the same way; a small number alone is that of the picture (`![1](x.png)`). */
export function imageText(written: string): ReturnType<typeof pictureAlias> {
  return /^\s*\d+\s*$/.test(written) && Number(written) < smallestWidth ? { words: written } : pictureAlias(written);
}

/** What the alias of a link says to a reader: of an embed without the size. Empty or `undefined` where it says nothing. */
export function aliasWords({ alias, embed }: { alias?: string | undefined; embed: boolean }): string | undefined {
  return embed && alias !== undefined ? pictureAlias(alias).words : alias;
}

/** True for a text that `[[` and `]]` around it would hold whole: with a `]` at its end they would close too early. */
export function standsInBrackets(text: string): boolean {
  return !/\]\]|\[\[|\]$|^\[|[\r\n]/.test(text);
}

function isCode(written: string): boolean {
  return numbersOnly.test(written) || shellTest.test(written);
}

/** Where what stands between `from` and `to` begins without white space before it; `to` if there is nothing else. */
function textStart(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Where it ends without white space after it. */
function textEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
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
