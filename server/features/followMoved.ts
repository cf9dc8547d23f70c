// Links to headings and blocks that move into a new note: they lead there afterwards, in the style that each had.
import type { TextEdit } from 'vscode-languageserver-types';
import { isInFrontMatter, type Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import type { Span } from '../text/span.ts';
import { dirname, relativePath } from '../text/uri.ts';
import { isMarkdownPath } from '../vault/files.ts';
import { findAnchor } from '../vault/fragments.ts';
import { mentionsOf } from '../vault/mentions.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, replacing } from './actionEdits.ts';
import { heldBy, holds } from './definitionsFor.ts';
import { type FragmentPlace, fragmentTo } from './fragmentSpellings.ts';
import { writtenLink } from './writtenLink.ts';
import { writtenPath } from './writtenPath.ts';

/** A stretch of a note and what stands there afterwards. */
export interface Replacement extends Span {
  readonly newText: string;
}

interface Followed {
  /** Of the new note, with links to itself as such. */
  readonly text: string;
  /** Of all links elsewhere. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Of links in what stays, which is written anew, so that no edit can reach into it. */
  readonly staying: readonly Replacement[];
}

/**
 * @param span what moves out of `note`
 * @param kept stretches of `span` that stay in `note`, `gone` those outside of it that do not
 * @param text of the new note, which has a title and then what moved
 */
export function followMoved(
  vault: Vault,
  note: Note,
  span: Span,
  { kept, gone }: { readonly kept: readonly Span[]; readonly gone: readonly Span[] },
  to: { readonly uri: string; readonly path: string },
  text: string,
  options: ActionOptions,
): Followed {
  const after = parseNote(to.uri, text);
  const edits = new Map<string, TextEdit[]>();
  const staying: Replacement[] = [];
  const isGone = heldBy(gone);
  const mentions = mentionsOf(vault, note.uri, options.settings);
  return vault.supposing({ moved: new Map(), created: [to.path], notes: [after] }, () => {
    const file = vault.files.get(to.uri)!;
    for (const { uri, note: source, link, resolution } of mentions) {
      const isInside = uri === note.uri && holds(span, link);
      if (isInside && !kept.some((one) => holds(one, link))) continue;
      if (uri === note.uri && isGone(link)) continue;
      const written = writtenLink(link, resolution);
      const place = { syntax: link.syntax, inFrontMatter: isInFrontMatter(source, link) };
      const fragment = fragmentAfter(note, span, after, written?.fragment, place);
      if (!written || fragment === undefined) continue;
      const { name } = written;
      const ending = name === '' ? styleFor(options.settings, options.style).ending : isMarkdownPath(name);
      const path = relativePath(dirname(vault.files.get(uri)?.path ?? to.path), to.path);
      const newPath =
        link.syntax === 'wiki'
          ? writeTarget(vault, uri, file, { ...options.style, ending })
          : path.slice(0, name === '' || ending ? undefined : path.lastIndexOf('.'));
      const whole = { ...link, fragment: written.fragment };
      const target = writtenPath({ link: whole, name, inFrontMatter: place.inFrontMatter }, newPath);
      const changes: Replacement[] = [{ start: written.nameStart, end: written.nameEnd, newText: target }];
      if (fragment !== written.fragment)
        changes.push({ start: written.fragmentStart, end: written.fragmentEnd, newText: fragment });
      if (isInside) {
        staying.push(...changes);
        continue;
      }
      const changed = edits.get(uri) ?? [];
      edits.set(uri, changed);
      changed.push(...changes.map((one) => replacing(source, one, one.newText)));
    }
    return { text: withOwnLinks(vault, note, span, after, text, options), edits, staying };
  });
}

/** What moved may name its old note in full: `[[old#Part]]` is `[[#Part]]` from now on. */
function withOwnLinks(vault: Vault, note: Note, span: Span, after: Note, text: string, options: ActionOptions): string {
  let written = '';
  let at = 0;
  for (const link of after.links) {
    const found = resolve(vault, after.uri, link, options.settings.links);
    const parts = found.files[0]?.uri === note.uri ? writtenLink(link, found) : undefined;
    const fragment = fragmentAfter(note, span, after, parts?.fragment, { syntax: link.syntax, inFrontMatter: false });
    if (!parts || fragment === undefined || parts.nameStart < at) continue;
    written += `${text.slice(at, parts.nameStart)}${text.slice(parts.nameEnd, parts.fragmentStart)}${fragment}`;
    at = parts.fragmentEnd;
  }
  return written + text.slice(at);
}

/** What names the same heading or block in the new note; `undefined` where it does not move. */
function fragmentAfter(
  note: Note,
  { start, end }: Span,
  after: Note,
  fragment: string | undefined,
  place: FragmentPlace,
): string | undefined {
  const anchor = fragment === undefined ? undefined : findAnchor(note, fragment);
  if (fragment === undefined || !anchor || anchor.kind === 'place') return undefined;
  const at = anchor.kind === 'heading' ? anchor.heading.start : anchor.block.start;
  if (at < start || at >= end) return undefined;
  if (anchor.kind === 'block') {
    if (findAnchor(after, fragment)?.kind === 'block') return fragment;
    // It may stand in a footnote that stays behind.
    return after.blockIds.some(({ id }) => id === anchor.block.id) ? `^${anchor.block.id}` : undefined;
  }
  // The title of the new note comes before its other headings.
  const index = 1 + anchor.index - note.headings.findIndex((heading) => heading.start >= start);
  return fragmentTo(after, index, fragment, place);
}
