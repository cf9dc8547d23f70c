// The two parts of a link that lead somewhere, with their places, and the link as it would be with others in their stead.
import type { Link } from '../parse/note.ts';
import { unescapeMarkdown } from '../parse/unescape.ts';
import { standsInBrackets, wikilinkParts } from '../parse/wikilink.ts';
import type { Resolution } from '../vault/resolve.ts';

export interface WrittenLink {
  /** The path or name as it is read; empty for this note. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** What is read as the fragment; `undefined` where there is none. */
  readonly fragment: string | undefined;
  readonly fragmentStart: number;
  readonly fragmentEnd: number;
  /** The link with another name and fragment, as the parser would see it; `undefined` where it would see something else. */
  with(name: string, fragment: string | undefined): Link | undefined;
}

const dendronHead = /^dendron:\/\/[^/]*\//i;

/** `undefined` for a link whose parts do not stand in it: a URL, or a reference, whose definition is what changes. */
export function writtenLink(link: Link, found: Resolution): WrittenLink | undefined {
  if (link.syntax === 'autolink' || link.syntax === 'reference' || found.tier === 'url') return undefined;
  if (link.syntax !== 'wiki') return markdownLink(link);
  if (found.aliasFirst) return rightSide(link);
  const { target, fragment, targetStart, targetEnd, fragmentStart, fragmentEnd } = link;
  const head = link.alias === undefined ? (dendronHead.exec(target)?.[0].length ?? 0) : 0;
  if (fragment !== undefined && found.fragment === undefined && head === 0) {
    // `[[C# intro]]`: all of it is the name.
    return {
      name: found.target,
      nameStart: targetStart,
      nameEnd: fragmentEnd,
      fragment: undefined,
      fragmentStart: -1,
      fragmentEnd: -1,
      with: (name) => wikilink(link, name, link.alias),
    };
  }
  return {
    name: target.slice(head),
    nameStart: targetStart + head,
    nameEnd: targetEnd,
    fragment,
    fragmentStart,
    fragmentEnd,
    with: (name, part) => wikilink(link, withFragment(target.slice(0, head) + name, part), link.alias),
  };
}

function withFragment(name: string, fragment: string | undefined): string {
  return fragment === undefined ? name : `${name}#${fragment}`;
}

/** `[[text|note#heading]]` */
function rightSide(link: Link): WrittenLink | undefined {
  const alias = link.alias ?? '';
  const head = dendronHead.exec(alias)?.[0].length ?? 0;
  const hash = alias.indexOf('#', head);
  const name = (hash < 0 ? alias.slice(head) : alias.slice(head, hash)).trim();
  const nameAt = alias.indexOf(name, head);
  const rest = hash < 0 ? undefined : alias.slice(hash + 1).trim();
  const restAt = rest === undefined ? -1 : alias.indexOf(rest, hash + 1);
  // A dendron link keeps the fragment of its left side.
  const left = withFragment(link.target, link.fragment);
  return {
    name,
    nameStart: link.textStart + nameAt,
    nameEnd: link.textStart + nameAt + name.length,
    fragment: rest,
    fragmentStart: restAt < 0 ? -1 : link.textStart + restAt,
    fragmentEnd: restAt < 0 ? -1 : link.textStart + restAt + (rest?.length ?? 0),
    with: (newName, part) => wikilink(link, left, withFragment(alias.slice(0, head) + newName, part)),
  };
}

function markdownLink(link: Link): WrittenLink | undefined {
  const { target, fragment, targetStart, targetEnd, fragmentStart, fragmentEnd } = link;
  if (fragment !== undefined && fragmentStart < 0) return undefined;
  return {
    name: target,
    nameStart: targetStart,
    nameEnd: targetEnd,
    fragment,
    fragmentStart,
    fragmentEnd,
    with: (name, part) => ({ ...link, target: unescapeMarkdown(name), fragment: part && unescapeMarkdown(part) }),
  };
}

/** What the parser makes of these sides of a bar. */
function wikilink(link: Link, left: string, alias: string | undefined): Link | undefined {
  const text = alias === undefined ? left : `${left}|${alias}`;
  const parts = wikilinkParts(text, 0, text.length);
  if (!parts || !standsInBrackets(text)) return undefined;
  const part = (start: number, end: number) => (start < 0 ? undefined : text.slice(start, end));
  return {
    ...link,
    target: text.slice(parts.targetStart, parts.targetEnd),
    targetStart: parts.targetStart,
    targetEnd: parts.targetEnd,
    fragment: part(parts.fragmentStart, parts.fragmentEnd),
    fragmentStart: parts.fragmentStart,
    fragmentEnd: parts.fragmentEnd,
    alias: part(parts.aliasStart, parts.aliasEnd),
    textStart: parts.aliasStart,
    textEnd: parts.aliasEnd,
  };
}
