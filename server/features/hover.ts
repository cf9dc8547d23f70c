// Hover: the card of what a link leads to.
import type { Hover } from 'vscode-languageserver-types';
import { messages } from '../messages.ts';
import type { Footnote, Link, Note } from '../parse/note.ts';
import { longestHover } from '../protocol.ts';
import {
  type CardOptions,
  cardLink,
  imageCard,
  imageFactsNeeds,
  type Needs,
  noteCard,
  noteCardNeeds,
  pdfCard,
} from '../render/card.ts';
import { beginning, shortened } from '../render/excerpt.ts';
import { readable } from '../render/linkWords.ts';
import { escapeMarkdown, paragraphs } from '../render/markdown.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { isImagePath, isPdfPath } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt, targetSpan } from './linkAt.ts';

/** `undefined` where there is nothing to say. */
export function hover(vault: Vault, place: Place, options: CardOptions): Hover | undefined {
  const note = vault.note(place.uri);
  if (!note) return undefined;
  const footnote = note.footnotes.find((mark) => mark.start <= place.offset && place.offset <= mark.end);
  if (footnote) return footnoteHover(vault, note, footnote, options);
  const link = linkAt(note, place.offset);
  if (!link) return undefined;
  const value = card(vault, note, link, options);
  if (!value) return undefined;
  const { aliasFirst } = resolve(vault, note.uri, link, options.settings.links);
  return { contents: { kind: 'markdown', value }, range: rangeOf(note.lines, targetSpan(link, aliasFirst)) };
}

/** What must be read before `hover` can answer. */
export function hoverNeeds(vault: Vault, place: Place, options: CardOptions): Needs {
  const note = vault.note(place.uri);
  const link = note && linkAt(note, place.offset);
  const found = link && resolve(vault, place.uri, link, options.settings.links);
  const file = found?.files[0];
  if (!file) return {};
  if (isPdfPath(file.path)) return { pdfs: [file.uri] };
  return isImagePath(file.path) ? imageFactsNeeds(vault, file) : noteCardNeeds(vault, file, found.fragment, options);
}

function card(vault: Vault, note: Note, link: Link, options: CardOptions): string | undefined {
  const found = resolve(vault, note.uri, link, options.settings.links);
  const file = found.files[0];
  if (file) {
    // The editor shows the picture of a Markdown image itself.
    if (isImagePath(file.path)) return imageCard(vault, file, { uri: note.uri, link }, link.syntax === 'wiki', options);
    const own = isPdfPath(file.path) ? pdfCard(vault, file, options) : noteCard(vault, file, found.fragment, options);
    const all = `${own}\n\n${others(vault, found.files.slice(1))}`;
    return found.files.length < 2 || all.length > longestHover ? own : all;
  }
  if (link.syntax !== 'wiki' || found.tier !== 'missing' || !vault.isComplete) return undefined;
  return missing(vault, note, link, options);
}

function others(vault: Vault, files: readonly { uri: string; path: string }[]): string {
  return files
    .slice(0, 5)
    .map((file) => `- ${cardLink(vault.displayPath(file.path), file.uri)}`)
    .join('\n');
}

/** A note that is not written yet: who else wants it. */
function missing(vault: Vault, note: Note, link: Link, options: CardOptions): string {
  const say = messages(options.language);
  const sources = new Set<string>();
  for (const key of vault.keysOf(link)) {
    for (const uri of vault.mentioning(key)) if (uri !== note.uri) sources.add(uri);
  }
  const parts = [escapeMarkdown(say.noteNotWritten(shortened(link.target, 200)))];
  const wanting = [...sources].flatMap((uri) => vault.files.get(uri) ?? []);
  if (wanting.length) {
    const shown = wanting.slice(0, 5).map((file) => cardLink(shortened(vault.titleOf(file), 80), file.uri));
    const rest = wanting.length > 5 ? ` ${say.andMore(wanting.length - 5)}` : '';
    parts.push(`${say.alsoWantedBy()}: ${shown.join(', ')}${rest}`);
  }
  const all = parts.join('\n\n');
  return all.length > longestHover ? parts[0]! : all;
}

function footnoteHover(vault: Vault, note: Note, at: Footnote, { settings }: CardOptions): Hover | undefined {
  const definition = note.footnotes.find((mark) => mark.kind === 'definition' && mark.label === at.label);
  const text = vault.text(note.uri);
  if (!definition || text === undefined) return undefined;
  const { textStart, textEnd } = definition;
  const words = beginning(text, textStart, textEnd, 2000, readable({ vault, note, text }, settings));
  // A picture or code alone has no words: it is shown as written.
  const value = paragraphs(words || shortened(text.slice(textStart, textEnd).trim(), 2000));
  return value ? { contents: { kind: 'markdown', value }, range: rangeOf(note.lines, at) } : undefined;
}
