// What a reader reads in place of a wiki-link.
import type { Link, Note } from '../parse/note.ts';
import { aliasWords } from '../parse/wikilink.ts';
import type { Settings } from '../protocol.ts';
import { basename } from '../text/uri.ts';
import { findAnchor, withoutRange } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

/** A note and its text. */
export interface Source {
  readonly vault: Vault;
  readonly note: Note;
  readonly text: string;
}

/** The text of a note between two UTF-16 offsets. */
export type Readable = (from: number, to: number) => string;

/** The alias, else the target's title, else what is written. */
export function linkWords({ vault, note, text }: Source, link: Link, found: Resolution): string {
  const alias = writtenWords(link, found);
  if (alias) return alias.replaceAll('\\|', '|');
  const file = found.files[0];
  if (file?.markdown) {
    const part = partWords(vault.note(file.uri), found.fragment ?? '');
    if (part === '') return vault.titleOf(file);
    return file.uri === note.uri ? part : `${vault.titleOf(file)} › ${part}`;
  }
  if (file) return basename(file.path);
  const written = text.slice(link.start, link.end).replace(/^!?\[\[|\]\]$/g, '');
  return aliasWords({ alias: written, embed: link.embed }) || found.target;
}

/** The part of a note that a fragment names, of Dendron's ranges what they begin with; empty for the whole note. */
export function partWords(target: Note | undefined, fragment: string): string {
  const anchor = target && /^\^(?:begin|end)$|:#/.test(fragment) ? findAnchor(target, fragment) : undefined;
  if (anchor?.kind === 'place') return '';
  if (anchor?.kind === 'heading') return anchor.heading.text;
  if (anchor) return anchor.block.id;
  const [start] = withoutRange(fragment)[0]!;
  return start.split('#').at(-1)!.replace(/^\^/, '');
}

function writtenWords(link: Link, found: Resolution): string | undefined {
  return found.aliasFirst ? link.target : aliasWords(link);
}

const marks = /[&<>*_`~=[\]\\!$]/g;

function reference(mark: string): string {
  return `&#${mark.charCodeAt(0)};`;
}

/** Reads a note's text with the words of its wiki-links in their place: Markdown, for `plainText`. */
export function readable(source: Source, settings: Settings): Readable {
  const { vault, note, text } = source;
  const { links } = note;
  const options = settings.links;
  // Whoever reads goes forward: the links before are not walked again.
  let next = 0;
  let reached = 0;
  return (from, to) => {
    if (from < reached) next = 0;
    reached = from;
    while (next < links.length && links[next]!.start < from) next++;
    let words = '';
    let at = from;
    for (let index = next; index < links.length; index++) {
      const link = links[index]!;
      if (link.start >= to) break;
      if (link.syntax !== 'wiki' || link.start < at || link.end > to) continue;
      const found = resolve(vault, note.uri, link, options);
      const own = linkWords(source, link, found);
      // An alias is Markdown; a title is plain text already.
      words += text.slice(at, link.start) + (writtenWords(link, found) ? own : own.replace(marks, reference));
      at = link.end;
    }
    return words + text.slice(at, to);
  };
}
