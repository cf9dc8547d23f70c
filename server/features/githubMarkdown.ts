// A note as Markdown that GitHub understands: wiki-links become relative links, embeds become images and links. An image
// with a size becomes a tag, since GitHub's Markdown has no other way to say one.
import type { Link, Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { aliasWords, imageText, pictureAlias } from '../parse/wikilink.ts';
import type { Settings } from '../protocol.ts';
import { shortened } from '../render/excerpt.ts';
import { linkWords, partWords } from '../render/linkWords.ts';
import { fullAddress } from '../render/page/drawing.ts';
import { escapeHtml } from '../render/page/html.ts';
import { percentDecoded } from '../text/fold.ts';
import { dirname, joinPath, relativePath } from '../text/uri.ts';
import { isImagePath } from '../vault/files.ts';
import { findAnchor, headingSlugs } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import { encodedPath, encodedText } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { linkText } from './linkText.ts';
import { suffixOf } from './spellings.ts';
import { writtenPath } from './writtenPath.ts';

/** `undefined` where the note's text is not at hand. What GitHub has itself (callouts, math, footnotes, tasks) stays. */
export function githubMarkdown(vault: Vault, uri: string, settings: Settings): string | undefined {
  const note = vault.note(uri);
  const text = vault.text(uri);
  if (!note || text === undefined) return undefined;
  const bodyStart = note.frontMatter?.end ?? 0;
  const cuts: { start: number; end: number; text: string }[] = [];
  for (const link of note.links) {
    if (link.start < bodyStart) continue;
    const words =
      link.syntax === 'wiki' ? written(vault, note, text, link, settings) : sized(vault, uri, text, link, settings);
    if (words !== undefined) cuts.push({ start: link.start, end: link.end, text: words });
    const path = words === undefined ? wholePath(vault, uri, link, settings) : undefined;
    if (path !== undefined) cuts.push({ start: link.targetStart, end: link.targetEnd, text: path });
  }
  for (const { start, end } of note.blockIds) {
    // With the space before it: at the end of a line it would become a line break.
    let from = start;
    while (/[ \t]/.test(text.charAt(from - 1))) from--;
    cuts.push({ start: from, end, text: '' });
  }
  for (let index = 0; index < note.hidden.length; index += 2)
    cuts.push({ start: note.hidden[index]!, end: note.hidden[index + 1]!, text: '' });
  let result = '';
  let at = 0;
  for (const cut of cuts.sort((a, b) => a.start - b.start)) {
    if (cut.start < at) continue;
    result += text.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return result + text.slice(at);
}

function written(vault: Vault, own: Note, text: string, link: Link, settings: Settings): string {
  const { uri } = own;
  const found = resolve(vault, uri, link, settings.links);
  const alias = found.aliasFirst ? link.target : link.alias;
  // Only a picture has a size; of other embeds the page shows the title as well.
  const shown = found.aliasFirst ? link.target : aliasWords(link);
  const file = found.files[0];
  if (!file) {
    if (found.tier === 'url') return shown ? `[${escaped(shown)}](${link.target})` : `<${link.target}>`;
    return escaped(linkWords({ vault, note: own, text }, link, found));
  }
  const note = vault.note(file.uri);
  const anchor = note && found.fragment !== undefined ? findAnchor(note, found.fragment) : undefined;
  const slug = note && anchor?.kind === 'heading' ? `#${headingSlugs(note)[anchor.index]}` : '';
  // `#page=3` of a PDF stays; a block of a note has no name in Markdown.
  const part = note || !found.fragment ? slug : `#${encodedText(found.fragment)}`;
  const isSame = file.uri === uri;
  const from = vault.files.get(uri)?.path ?? file.path;
  const path = isSame && slug ? '' : encodedPath(relativePath(dirname(from), file.path));
  if (link.embed && isImagePath(file.path)) {
    const picture = pictureAlias(alias ?? '');
    return picture.width === undefined ? `![${escaped(picture.words)}](${path})` : tag(path, picture, text, link);
  }
  const words = shown || (slug && found.fragment ? partWords(note, found.fragment) : vault.titleOf(file));
  return `[${escaped(shortened(words, 300))}](${path}${part})`;
}

/**
 * The path of a Markdown link that leads to its file here and nowhere on GitHub, which knows no names, no content roots and no
 * notes without their ending; `undefined` for all others.
 */
function wholePath(vault: Vault, uri: string, link: Link, settings: Settings): string | undefined {
  const own = vault.files.get(uri);
  const file = resolve(vault, uri, link, settings.links).files[0];
  // A path from the root is the repository's there.
  if (!own || !file || link.target === '' || link.target.startsWith('/')) return undefined;
  const folder = dirname(own.path);
  const suffix = suffixOf(link.target, file);
  const name = link.target.slice(0, link.target.length - suffix.length);
  const meant = [name, percentDecoded(name) ?? name].map((path) => joinPath(folder, path));
  // GitHub shows what a folder holds.
  if (meant.includes(file.path) || meant.includes(dirname(file.path))) return undefined;
  return writtenPath({ link, name, inFrontMatter: false }, relativePath(folder, file.path), suffix);
}

/** A Markdown image whose text ends with a size; `undefined` for all others, which GitHub understands. */
function sized(vault: Vault, uri: string, text: string, link: Link, settings: Settings): string | undefined {
  if (link.syntax !== 'markdown' || !link.embed || link.textStart < 0) return undefined;
  const picture = imageText(text.slice(link.textStart, link.textEnd));
  // A title would be lost, and marks in the text would be shown.
  const isPlain =
    plainText(picture.words) === picture.words.replaceAll('\\|', '|') &&
    /^>?\)$/.test(text.slice(Math.max(link.targetEnd, link.fragmentEnd), link.end));
  if (picture.width === undefined || !isPlain) return undefined;
  const found = resolve(vault, uri, link, settings.links);
  if (found.tier === 'url') return tag(fullAddress(link), picture, text, link);
  const own = vault.files.get(uri);
  const file = found.files[0];
  if (!own || !file || !isImagePath(file.path)) return undefined;
  return tag(encodedPath(relativePath(dirname(own.path), file.path)), picture, text, link);
}

/** An image with a size (pixels). */
function tag(path: string, { words, width, height }: ReturnType<typeof imageText>, text: string, link: Link): string {
  // A bar would end a cell.
  const value = (written: string) => `"${escapeHtml(written.replaceAll('\\|', '|')).replaceAll('|', '&#124;')}"`;
  const size = `width="${width}"${height === undefined ? '' : ` height="${height}"`}`;
  // A tag that is all of a line begins HTML, and the lines below it would be no Markdown.
  const isLine = /^[ \t]*\r?\n[ \t]*\S/.test(text.slice(link.end, link.end + 200));
  return `<img src=${value(path)} alt=${value(words)} ${size}>${isLine ? '<!-- -->' : ''}`;
}

/** As it can stand in a table, too. */
function escaped(words: string): string {
  return linkText(words.replace(/\\\|/g, '|'), true);
}
