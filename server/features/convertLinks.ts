// Wiki-links to Markdown links and back: one, those of a note, or those of the vault.
import type { TextEdit } from 'vscode-languageserver-types';
import { isInFrontMatter, isInHeading, isInTable, type Link, type Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { unescapeMarkdown } from '../parse/unescape.ts';
import { beforeFragment, pictureAlias, twoSides } from '../parse/wikilink.ts';
import { partWords } from '../render/linkWords.ts';
import { percentDecoded } from '../text/fold.ts';
import { dirname, relativePath } from '../text/uri.ts';
import { type File, isImagePath, isMediaPath } from '../vault/files.ts';
import { findAnchor, headingSlugs } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import { encodedPath, encodedText, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, replacing } from './actionEdits.ts';
import { linkText } from './linkText.ts';
import { literalText } from './literalText.ts';
import { barAt, inBrackets, insideLink, isTextFirst } from './newLink.ts';

export type LinkForm = 'wiki' | 'markdown';

/** The form that a link can be turned into; `undefined` where it leads nowhere or the other form could not say it. */
export function otherForm(
  vault: Vault,
  note: Note,
  text: string,
  link: Link,
  options: ActionOptions,
): LinkForm | undefined {
  const form = link.syntax === 'wiki' ? 'markdown' : 'wiki';
  return converted(vault, note, text, link, form, options) === undefined ? undefined : form;
}

/** The edits that turn links of a note into a form. `only` one of them, or all. */
export function convertLinks(
  vault: Vault,
  note: Note,
  text: string,
  form: LinkForm,
  options: ActionOptions,
  only?: Link,
): TextEdit[] {
  const links = only ? [only] : note.links;
  return links.flatMap((link) => {
    const written = converted(vault, note, text, link, form, options);
    return written === undefined ? [] : [replacing(note, link, written)];
  });
}

/** What a link is in the other form; `undefined` where that could not say it. */
function converted(
  vault: Vault,
  note: Note,
  text: string,
  link: Link,
  form: LinkForm,
  options: ActionOptions,
): string | undefined {
  if (link.syntax !== (form === 'markdown' ? 'wiki' : 'markdown')) return undefined;
  // Front matter holds wiki-links only.
  if (isInFrontMatter(note, link)) return undefined;
  const found = resolve(vault, note.uri, link, options.settings.links);
  const file = found.files[0];
  if (!file || found.files.length > 1) return undefined;
  // Markdown has no embeds of notes.
  const isSaid = link.embed ? isImagePath(file.path) : form === 'markdown' || file.markdown || isMediaPath(file.path);
  if (!isSaid) return undefined;
  const written =
    form === 'markdown' ? toMarkdown(vault, note, text, link, found) : toWiki(vault, note, text, link, found, options);
  // What a heading shows is its name, by which links find it.
  const isSameName =
    written === undefined ||
    !isInHeading(note, link) ||
    plainText(written) === plainText(text.slice(link.start, link.end));
  return isSameName ? written : undefined;
}

function toMarkdown(vault: Vault, note: Note, text: string, link: Link, found: Resolution): string | undefined {
  const file = found.files[0]!;
  const own = vault.files.get(note.uri);
  if (!own) return undefined;
  const fragment = markdownFragment(vault, file.uri, found.fragment);
  if (fragment === undefined) return undefined;
  // A link to the note itself that names no part of it would be empty.
  const isInside = file.uri === note.uri && fragment !== '';
  const path = isInside ? '' : encodedPath(relativePath(dirname(own.path), file.path));
  const shown = found.aliasFirst ? link.target : link.alias;
  const inTable = isInTable(note, link.start);
  const isName = isInHeading(note, link) && !shown;
  const name = () => plainText(text.slice(link.start, link.end));
  if (link.embed) {
    const { words, width } = pictureAlias(isName ? name() : (shown ?? ''));
    return width === undefined ? `![${linkText(words, inTable)}](${path}${fragment})` : undefined;
  }
  // What was written is Markdown already; a title is the words of one.
  const title = isName ? name() : partWords(vault.note(file.uri), found.fragment ?? '') || vault.titleOf(file);
  const inCell = (words: string) => (inTable ? words.replaceAll('|', '\\|') : words);
  return `[${shown === undefined ? inCell(literalText(title)) : linkText(shown, inTable)}](${path}${fragment})`;
}

/** `#slug` as every renderer makes it, `#page=3` as it is; `undefined` for a block, which Markdown cannot name. */
function markdownFragment(vault: Vault, uri: string, fragment: string | undefined): string | undefined {
  if (fragment === undefined || fragment === '') return '';
  const target = vault.note(uri);
  const anchor = target && findAnchor(target, fragment);
  if (anchor?.kind === 'heading')
    return `#${target!.headings[anchor.index]!.id ?? headingSlugs(target!)[anchor.index]}`;
  if (anchor?.kind === 'block' || (target && !anchor)) return undefined;
  return `#${encodedText(fragment)}`;
}

function toWiki(
  vault: Vault,
  note: Note,
  text: string,
  link: Link,
  found: Resolution,
  options: ActionOptions,
): string | undefined {
  const file = found.files[0]!;
  const target = file.uri === note.uri ? '' : inBrackets(writeTarget(vault, note.uri, file, options.style));
  const other = vault.note(file.uri);
  const anchor = other && found.fragment ? findAnchor(other, found.fragment) : undefined;
  if (other && found.fragment && anchor?.kind !== 'heading') return undefined;
  const fragment = anchor?.kind === 'heading' ? insideLink(anchor.heading.text) : found.fragment;
  if (fragment === '' || (target === '' && fragment === undefined)) return undefined;
  const content = link.textStart < 0 ? '' : text.slice(link.textStart, link.textEnd);
  const shown = plainText(content);
  // Brackets would end the link, and emphasis, code and pictures are only marks there.
  if (/[[\]|]/.test(shown) || !isWords(content, shown) || hasTitle(text, link)) return undefined;
  if (link.embed && pictureAlias(shown).width !== undefined) return undefined;
  const whole = fragment === undefined ? target : `${beforeFragment(target)}#${fragment}`;
  const isSaid = !link.embed && needsNoText(vault, note, link, file, { shown, whole, target, fragment });
  const bar = barAt(note, text, link.start);
  const inside = shown === '' || isSaid ? whole : twoSides(target, fragment, bar, shown, isTextFirst(options.settings));
  return `${link.embed ? '!' : ''}[[${inside}]]`;
}

/** True where the words of a link are what is written in brackets anyhow, a mere path, or what is read in its place. */
function needsNoText(
  vault: Vault,
  note: Note,
  link: Link,
  file: File,
  { shown, whole, target, fragment }: { shown: string; whole: string; target: string; fragment: string | undefined },
): boolean {
  if (shown === whole) return true;
  // A heading is called by the words in it.
  if (isInHeading(note, link)) return false;
  if (shown === (percentDecoded(link.target) ?? link.target)) return true;
  if (fragment !== undefined) return target === '' && shown === fragment;
  // Obsidian shows no titles.
  return !vault.isObsidian && shown === vault.titleOf(file);
}

/** True for a text without emphasis, code, links and pictures, which shows just these words. */
function isWords(content: string, shown: string): boolean {
  return unescapeMarkdown(content).replace(/\s+/g, ' ').trim() === shown;
}

/** True for `[x](y "title")`. */
function hasTitle(text: string, link: Link): boolean {
  return /^>?\s+["'(]/.test(text.slice(Math.max(link.targetEnd, link.fragmentEnd), link.end));
}
