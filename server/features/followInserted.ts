// Text that comes into a note with headings of its own: links to the note's headings of the same names lead there still.
import type { TextEdit } from 'vscode-languageserver-types';
import { isInFrontMatter, type Link, type Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import type { Span } from '../text/span.ts';
import { findAnchor, headingSlugs } from '../vault/fragments.ts';
import { mentionsOf } from '../vault/mentions.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, replacing } from './actionEdits.ts';
import type { Replacement } from './followMoved.ts';
import { fragmentTo } from './fragmentSpellings.ts';
import { writtenLink } from './writtenLink.ts';

interface Followed {
  /** What is to be inserted, with links to this note as they are right then. */
  readonly written: string;
  /** Of links to this note, in it and elsewhere. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/**
 * @param text of `note`
 * @param place what `written` takes the place of
 */
export function followInserted(
  vault: Vault,
  note: Note,
  text: string,
  place: Span,
  written: string,
  options: ActionOptions,
): Followed {
  const edits = new Map<string, TextEdit[]>();
  const textAfter = text.slice(0, place.start) + written + text.slice(place.end);
  const after = parseNote(note.uri, textAfter);
  const more = after.headings.length - note.headings.length;
  const indexAfter = (index: number) => (note.headings[index]!.start < place.start ? index : index + more);
  const slugs = { now: headingSlugs(note), after: headingSlugs(after) };
  // Only a heading of the same name before its own takes a slug and a name away.
  if (more <= 0 || slugs.now.every((slug, index) => slug === slugs.after[indexAfter(index)])) return { written, edits };
  const change = (source: Note, link: Link, found: Resolution): Replacement | undefined => {
    const parts = writtenLink(link, found);
    const anchor = parts?.fragment === undefined ? undefined : findAnchor(note, parts.fragment);
    if (!parts || anchor?.kind !== 'heading') return undefined;
    const kind = { syntax: link.syntax, inFrontMatter: isInFrontMatter(source, link) };
    const newText = fragmentTo(after, indexAfter(anchor.index), parts.fragment!, kind);
    return newText === parts.fragment ? undefined : { start: parts.fragmentStart, end: parts.fragmentEnd, newText };
  };
  for (const { uri, note: source, link, resolution } of mentionsOf(vault, note.uri, options.settings)) {
    const changed = change(source, link, resolution);
    if (!changed) continue;
    const own = edits.get(uri) ?? [];
    own.push(replacing(source, changed, changed.newText));
    edits.set(uri, own);
  }
  let own = '';
  let at = place.start;
  for (const link of after.links) {
    if (link.start < at || link.end > place.start + written.length) continue;
    const found = resolve(vault, note.uri, link, options.settings.links);
    const changed = found.files[0]?.uri === note.uri ? change(after, link, found) : undefined;
    if (!changed) continue;
    own += textAfter.slice(at, changed.start) + changed.newText;
    at = changed.end;
  }
  return { written: own + textAfter.slice(at, place.start + written.length), edits };
}
