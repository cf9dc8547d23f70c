// Addresses as a page sees them: VS Code's Markdown preview resolves a relative path against the folder of its document.

interface Split {
  /** Scheme and authority. */
  readonly place: string;
  /** Decoded. */
  readonly segments: readonly string[];
  /** With its `#`, as it was given. */
  readonly fragment: string;
}

/** `to`, a canonical URI, seen from the document `from`; `undefined` where they are not on one file system. */
export function relativeHref(from: string, to: string): string | undefined {
  const here = split(from);
  const there = split(to);
  if (!here || !there || here.place.toLowerCase() !== there.place.toLowerCase()) return undefined;
  const folder = here.segments.slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < there.segments.length - 1 && folder[shared] === there.segments[shared]) {
    shared++;
  }
  const path = [...folder.slice(shared).map(() => '..'), ...there.segments.slice(shared).map(encode)].join('/');
  // `./` keeps a first segment with a colon from being read as a scheme.
  return `${path.startsWith('..') ? '' : './'}${path}${there.fragment}`;
}

/** A path written in the note `note`, seen from the document `from`; what is not relative stays as it is. */
export function rebase(href: string, note: string, from: string): string {
  if (href === '' || href.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(href)) return href;
  const toNote = relativeHref(from, note.replace(/#.*$/, ''));
  if (toNote === undefined) return href;
  return href.startsWith('#') ? toNote + href : toNote.slice(0, toNote.lastIndexOf('/') + 1) + href;
}

function split(uri: string): Split | undefined {
  const match = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)(?:\?[^#]*)?(#.*)?$/i.exec(uri);
  if (!match) return undefined;
  const segments = match[2]!.split('/').filter((segment) => segment !== '');
  // An empty authority is none: `memfs:/a` and `memfs:///a` are one place.
  return { place: match[1]!.replace(/\/\/$/, ''), segments: segments.map(decodeSegment), fragment: match[3] ?? '' };
}

/** What cannot be decoded is its own meaning. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function encode(segment: string): string {
  try {
    return encodeURIComponent(segment);
  } catch {
    // Half of a surrogate pair; no file has such a name.
    return '';
  }
}
