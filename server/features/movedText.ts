// A stretch of a note as it must be written in another note, so that its links lead where they led.
import type { Link, Note } from '../parse/note.ts';
import type { Span } from '../text/span.ts';
import { basename, dirname } from '../text/uri.ts';
import { isMarkdownPath, nameKey } from '../vault/files.ts';
import { findAnchor } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import { writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import type { ActionOptions } from './actionEdits.ts';
import { pathSpan } from './diagnostics.ts';
import { spellings } from './spellings.ts';
import { writtenPath } from './writtenPath.ts';

interface Destination {
  readonly uri: string;
  readonly path: string;
  readonly title?: string;
}

/**
 * @param span the stretch, in UTF-16 offsets of the note's text
 * @param to the note that it moves to, which need not exist yet; `title` of one that does not
 * @param takesHeadings the headings of the stretch are then there, and no longer here
 */
export function movedText(
  vault: Vault,
  note: Note,
  text: string,
  span: Span,
  to: Destination,
  takesHeadings: boolean,
  options: ActionOptions,
): string {
  let moved = '';
  let at = span.start;
  for (const link of note.links) {
    if (link.start < at || link.end > span.end || link.targetStart < span.start || link.targetStart < at) continue;
    const found = resolve(vault, note.uri, link, options.settings.links);
    const target = movedTarget(vault, note, link, found, span, to, takesHeadings, options);
    if (target === undefined) continue;
    const path = pathSpan(link, found);
    moved += text.slice(at, path.start) + target;
    at = path.end;
  }
  return moved + text.slice(at, span.end);
}

/** The new target, or `undefined` where the old one is right there too. */
function movedTarget(
  vault: Vault,
  note: Note,
  link: Link,
  found: Resolution,
  span: Span,
  to: Destination,
  takesHeadings: boolean,
  options: ActionOptions,
): string | undefined {
  if (link.syntax === 'reference' || link.syntax === 'autolink') return undefined;
  const file = found.files[0];
  if (!file) return undefined;
  const name = found.aliasFirst ? found.target : link.target;
  if (name === '' && takesHeadings) {
    const anchor = found.fragment === undefined ? undefined : findAnchor(note, found.fragment);
    const place =
      anchor?.kind === 'heading' ? anchor.heading.start : anchor?.kind === 'block' ? anchor.block.start : -1;
    if (place >= span.start && place < span.end) return undefined;
  }
  if (link.syntax !== 'wiki') {
    if (link.target.startsWith('/')) return undefined;
    if (link.target !== '' && dirname(vault.files.get(note.uri)?.path ?? to.path) === dirname(to.path))
      return undefined;
    // The note itself goes by its whole name.
    const name = link.target === '' ? basename(file.path) : link.target;
    const place = { link, name, found, was: file, file, folder: dirname(to.path), inFrontMatter: false };
    const [target] = spellings(vault, place);
    return target === link.target ? undefined : target;
  }
  // By a title that the new note has too, the link would lead to either.
  const isShared = found.tier === 'title' && to.title !== undefined && nameKey(found.target) === nameKey(to.title);
  if (name !== '' && !isShared) {
    const there = vault.files.get(to.uri) ? resolve(vault, to.uri, link, options.settings.links) : undefined;
    // What is found there in spite of a wrong path, or beside another note of the name, is no good way to write it.
    const stays = there
      ? there.files[0] === file &&
        there.imprecise === found.imprecise &&
        there.aliasFirst === found.aliasFirst &&
        there.files.length <= found.files.length
      : dirname(to.path) === dirname(vault.files.get(note.uri)?.path ?? '');
    if (stays) return undefined;
  }
  const ending = name === '' ? options.style.ending : isMarkdownPath(name);
  const source = vault.files.get(to.uri) ? to.uri : note.uri;
  const path = writeTarget(vault, source, file, { ...options.style, ending });
  const whole = found.fragment === undefined ? { ...link, fragment: undefined } : link;
  return writtenPath({ link: whole, name: '', inFrontMatter: false }, path);
}
