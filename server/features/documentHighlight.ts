// Highlights: the other places in this note of what is under the cursor. A definition is marked as written, a use as read.
import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import type { Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place, Span } from '../text/span.ts';
import { findAnchor } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { labelAt } from './labels.ts';
import { linkAt, targetSpan } from './linkAt.ts';
import { tagAt } from './tags.ts';

/** In the order of the text; `undefined` where there is nothing to highlight. */
export function documentHighlight(
  vault: Vault,
  { uri, offset }: Place,
  settings: Settings,
): DocumentHighlight[] | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const mark = (span: Span, isDefinition: boolean): DocumentHighlight => ({
    range: rangeOf(note.lines, span),
    kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  });
  const text = vault.text(uri);
  const label = text === undefined ? undefined : labelAt(note, text, offset);
  if (label) return label.places.map((place) => mark(place, place.isDefinition));
  const meant = whatIsMeant(vault, note, offset, settings);
  if (meant !== undefined) {
    const links = note.links
      .map((link) => ({ link, found: resolve(vault, note.uri, link, settings.links) }))
      .filter(({ found }) => meaning(vault, found) === meant)
      .map(({ link, found }) => mark(targetSpan(link, found.aliasFirst), false));
    const own = definitions(note).filter((one) => one.meaning === meant);
    return [...links, ...own.map(({ span }) => mark(span, true))].sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
  }
  const found = tagAt(note, offset);
  return found && note.tags.filter((tag) => fold(tag.name) === fold(found.tag.name)).map((tag) => mark(tag, false));
}

function whatIsMeant(vault: Vault, note: Note, offset: number, settings: Settings): string | undefined {
  const link = linkAt(note, offset);
  if (link) return meaning(vault, resolve(vault, note.uri, link, settings.links));
  return definitions(note).find(({ span }) => span.start <= offset && offset <= span.end)?.meaning;
}

/** What a link leads to, in a form that can be compared; a missing target is one by its name. */
function meaning(vault: Vault, found: Resolution): string {
  const file = found.files[0];
  if (!file) return `${found.tier} ${found.folder ?? fold(found.target)}`;
  const target = found.fragment === undefined ? undefined : vault.note(file.uri);
  const anchor = target && findAnchor(target, found.fragment!);
  if (anchor?.kind === 'heading') return `${file.uri} heading ${anchor.index}`;
  if (anchor?.kind === 'block') return `${file.uri} block ${anchor.block.id}`;
  return found.fragment === undefined ? file.uri : `${file.uri} #${fold(found.fragment)}`;
}

/** The headings and blocks that links of this note may mean. */
function definitions(note: Note): { readonly meaning: string; readonly span: Span }[] {
  return [
    ...note.headings.map(({ textStart, textEnd }, index) => ({
      meaning: `${note.uri} heading ${index}`,
      span: { start: textStart, end: textEnd },
    })),
    ...note.blockIds.map((block) => ({ meaning: `${note.uri} block ${block.id}`, span: block })),
  ];
}
