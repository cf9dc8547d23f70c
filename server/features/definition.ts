// Go to definition: where a link, footnote, reference label or tag leads. Several targets where the link is ambiguous.
import type { LocationLink } from 'vscode-languageserver-types';
import type { Footnote, Note, Tag } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { lineCount, rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import type { File } from '../vault/files.ts';
import { blockSpan, findAnchor, sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt, targetSpan } from './linkAt.ts';
import { tagAt } from './tags.ts';

/**
 * `undefined` where nothing is under the cursor or it leads nowhere.
 * @param besideMarkdown the editor has Markdown support that answers for Markdown links to headings: two answers to one
 * question would open a list instead of the place
 */
export function definition(
  vault: Vault,
  place: Place,
  settings: Settings,
  besideMarkdown = false,
): LocationLink[] | undefined {
  const note = vault.note(place.uri);
  if (!note) return undefined;
  const footnote = note.footnotes.find((mark) => mark.start <= place.offset && place.offset <= mark.end);
  if (footnote) return footnoteDefinition(note, footnote);
  const link = linkAt(note, place.offset);
  const tag = link ? undefined : tagAt(note, place.offset);
  if (tag) return tagDefinition(note, tag.tag);
  if (!link || (besideMarkdown && link.syntax !== 'wiki' && link.fragment !== undefined)) return undefined;
  const found = resolve(vault, note.uri, link, settings.links);
  if (found.files.length === 0) return undefined;
  const originSelectionRange = rangeOf(note.lines, targetSpan(link, found.aliasFirst));
  return found.files.map((file) => {
    const target = targetOf(vault, file, found.fragment);
    return { originSelectionRange, targetUri: file.uri, ...target };
  });
}

/** The section or block that a fragment names, else the top of the note. */
function targetOf(
  vault: Vault,
  file: File,
  fragment: string | undefined,
): Pick<LocationLink, 'targetRange' | 'targetSelectionRange'> {
  const note = vault.note(file.uri);
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  if (!note) return { targetRange: top, targetSelectionRange: top };
  const anchor = fragment === undefined ? undefined : findAnchor(note, fragment);
  if (anchor?.kind === 'heading') {
    const { heading } = anchor;
    return {
      targetRange: rangeOf(note.lines, sectionSpan(note, anchor.index)),
      targetSelectionRange: rangeOf(note.lines, heading),
    };
  }
  if (anchor?.kind === 'block') {
    const range = rangeOf(note.lines, blockSpan(anchor.block));
    return { targetRange: range, targetSelectionRange: range };
  }
  if (anchor?.start !== undefined) {
    const at = rangeOf(note.lines, { start: anchor.start, end: anchor.start });
    return { targetRange: at, targetSelectionRange: at };
  }
  const line = /^L?(\d+)/.exec(fragment ?? '')?.[1];
  if (line && Number(line) > 0 && Number(line) <= lineCount(note.lines)) {
    const at = { line: Number(line) - 1, character: 0 };
    return { targetRange: { start: at, end: at }, targetSelectionRange: { start: at, end: at } };
  }
  return { targetRange: rangeOf(note.lines, { start: 0, end: note.length }), targetSelectionRange: top };
}

/** A tag is defined nowhere. An editor that is led to where it stands already, such as VS Code, shows the references then. */
function tagDefinition(note: Note, tag: Tag): LocationLink[] {
  const range = rangeOf(note.lines, tag);
  return [{ originSelectionRange: range, targetUri: note.uri, targetRange: range, targetSelectionRange: range }];
}

function footnoteDefinition(note: Note, mark: Footnote): LocationLink[] | undefined {
  const other = note.footnotes.find((candidate) => candidate.label === mark.label && candidate.kind !== mark.kind);
  if (!other) return undefined;
  const end = Math.max(other.end, other.textEnd);
  return [
    {
      originSelectionRange: rangeOf(note.lines, mark),
      targetUri: note.uri,
      targetRange: rangeOf(note.lines, { start: other.start, end }),
      targetSelectionRange: rangeOf(note.lines, other),
    },
  ];
}
