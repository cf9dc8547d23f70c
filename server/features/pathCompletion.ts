// Completion inside `](` and after `[label]:`: notes and files by all that finds them, with the right way to them.
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { type Heading, isOpaque, type Note } from '../parse/note.ts';
import { foldLoosely, percentDecoded } from '../text/fold.ts';
import { lineAt, lineStart, restOfLine } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { basename, dirname, relativePath } from '../text/uri.ts';
import { type File, isImagePath, isMediaPath } from '../vault/files.ts';
import { headingSlugs } from '../vault/fragments.ts';
import { headingsOf } from '../vault/headingSearch.ts';
import { resolve } from '../vault/resolve.ts';
import type { Search } from '../vault/search.ts';
import { encodedPath } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type CompletionData, type CompletionOptions, Items, type Typed } from './completionItems.ts';
import { shownName, withDots } from './newLink.ts';
import { pointedPath } from './writtenPath.ts';

const longestList = 100;

/** A path that is being written. */
export interface TypedPath extends Typed {
  readonly embed: boolean;
  /** Written as `<…>`: spaces may stand in it. */
  readonly pointed: boolean;
  /** What closes it, as far as nothing does yet: `>`, `)`, both or neither. */
  readonly closing: string;
}

/**
 * A path, or a title of a few words, which no path can be. A sentence behind a link that is not closed has more of them, and
 * another mark in it is a link, a tag, code or the title of the link.
 */
const pathBefore =
  /(?:\]\(|^ {0,3}\[[^\]^][^\]]*\]:\s+)(?:(<)([^<>]*)|([^()\s<>]*))$|\]\(([^()\s<>[`]+(?: (?:[^()\s<>[`"'#][^()\s<>[`]*)?){1,5})$/;

export function typedPath(note: Note, text: string, offset: number): TypedPath | undefined {
  const from = lineStart(note.lines, lineAt(note.lines, offset));
  const before = text.slice(from, offset);
  const match = pathBefore.exec(before);
  if (!match) return undefined;
  const typed = match[2] ?? match[3] ?? match[4] ?? '';
  const start = offset - typed.length;
  if (isOpaque(note, start) || /^[a-z][a-z0-9+.-]+:/i.test(typed)) return undefined;
  const opening = openingOf(before, match.index);
  if (opening === undefined) return undefined;
  const isPointed = match[1] !== undefined;
  const after = restOfLine(text, offset);
  const pointed = isPointed ? /^([^<>]*)>(?=\)|[ \t]+["'(]|[ \t]*$)/.exec(after)?.[1] : undefined;
  const rest = pointed ?? /^([^()\s<>]*)(?:\)|[ \t]+["'])/.exec(after)?.[1] ?? '';
  const closesPointed = isPointed && pointed === undefined ? '>' : '';
  const isLink = before.charCodeAt(match.index) === 93;
  const isOpen = isLink && !isClosed(before.slice(0, match.index), after.slice(rest.length));
  return {
    start,
    end: offset + rest.length,
    text: typed,
    embed: before.charCodeAt(opening - 1) === 33,
    pointed: isPointed,
    closing: closesPointed + (isOpen ? ')' : ''),
  };
}

/** True if a parenthesis of the line closes the link: behind its path or title, or one more than was opened around it. */
function isClosed(before: string, after: string): boolean {
  if (/^>?(?:[ \t]+(?:"[^"]*"|'[^']*'))?\)/.test(after)) return true;
  return parentheses(after).closing > parentheses(before).opening;
}

/** How many parentheses of a text have no counterpart in it. */
function parentheses(text: string): { opening: number; closing: number } {
  let opening = 0;
  let closing = 0;
  for (const [mark] of text.matchAll(/[()]/g)) {
    if (mark === '(') opening++;
    else if (opening > 0) opening--;
    else closing++;
  }
  return { opening, closing };
}

/** The bracket that the one at `close` closes; that of a definition is the first of the line. */
function openingOf(before: string, close: number): number | undefined {
  if (before.charCodeAt(close) !== 93) return before.indexOf('[');
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (before[at] === ']') depth++;
    else if (before[at] === '[' && --depth === 0) return at;
  }
  return undefined;
}

export function pathCompletion(
  vault: Vault,
  search: Search,
  place: Place,
  typed: TypedPath,
  options: CompletionOptions,
): CompletionItem[] {
  const note = vault.note(place.uri)!;
  const items = new Items(note, typed);
  const hash = typed.text.indexOf('#');
  if (hash >= 0) {
    if (!options.besideMarkdown) addHeadings(vault, note, typed, hash, items);
    return items.found;
  }
  const query = percentDecoded(typed.text) ?? typed.text;
  const isPath = query.includes('/') || query.startsWith('.');
  // The editor walks folders itself, up to a space; by title, caption and the text in an image only we find.
  const isBeside = options.besideMarkdown && (typed.pointed || !typed.text.includes(' '));
  if (isBeside && isPath) return [];
  const folder = dirname(vault.files.get(note.uri)?.path ?? '/');
  const seen = new Set<string>();
  const add = (file: File, label: string, detail: string) => {
    if (seen.has(file.uri) || (isBeside && isOffered(file, folder, query))) return;
    seen.add(file.uri);
    items.add(label, pathFor(vault, typed, folder, file), {
      kind: isImagePath(file.path) ? CompletionItemKind.Color : CompletionItemKind.File,
      detail,
      data: { uri: file.uri } satisfies CompletionData,
    });
  };
  const accepts = (file: File) =>
    file.markdown ? !typed.embed && vault.isNote(file) : !typed.embed || isMediaPath(file.path);
  for (const { file, name } of search.find(query, note.uri, longestList, accepts))
    add(file, shownName(vault, file, name), vault.displayPath(file.path));
  for (const { file, text } of typed.embed ? (options.images?.find(query, longestList) ?? []) : [])
    add(file, basename(file.path), `${text} · ${vault.displayPath(file.path)}`);
  return items.found;
}

/** What VS Code's own path completion offers for the same letters: the files of the folder with a word that begins so. */
function isOffered(file: File, folder: string, query: string): boolean {
  if (dirname(file.path) !== folder) return false;
  const name = foldLoosely(basename(file.path));
  const letters = foldLoosely(query);
  for (let at = name.indexOf(letters); at >= 0; at = name.indexOf(letters, at + 1))
    if (at === 0 || wordBegins.test(name[at - 1]!)) return true;
  return false;
}

/** Not behind a point: an ending is what all notes have, and says nothing of the title that was asked for. */
const wordBegins = /[\s_\-'"()[\]{}]/;

function pathFor(vault: Vault, typed: TypedPath, folder: string, file: File): string {
  const root = vault.folderOf(file.path)?.path;
  const isRooted = typed.text.startsWith('/') && root !== undefined;
  const path = isRooted ? file.path.slice(root.length) : relativePath(folder, file.path);
  const dotted = withDots(folder, typed.text, path);
  return `${typed.pointed ? pointedPath(dotted) : encodedPath(dotted)}${typed.closing}`;
}

function addHeadings(vault: Vault, note: Note, typed: TypedPath, hash: number, items: Items): void {
  const target = typed.text.slice(0, hash);
  const link = { syntax: 'markdown', target, fragment: undefined } as Parameters<typeof resolve>[2];
  const uri = target === '' ? note.uri : resolve(vault, note.uri, link).files[0]?.uri;
  const owner = uri === undefined ? undefined : vault.note(uri);
  if (!owner) return;
  const query = foldLoosely(percentDecoded(typed.text.slice(hash + 1)) ?? typed.text.slice(hash + 1));
  const inOrder = headingSlugs(owner);
  const slugs = new Map(owner.headings.map((heading, index) => [heading, heading.id ?? inOrder[index]!]));
  const slugOf = (heading: Heading) => slugs.get(heading)!;
  const plain = owner.headings.filter(
    (one) => one.text !== '' && (foldLoosely(slugOf(one)).includes(query) || foldLoosely(one.text).includes(query)),
  );
  for (const heading of plain.length > 0 ? plain : headingsOf(owner, query)) {
    items.add(heading.text, `${target}#${slugOf(heading)}`, {
      kind: CompletionItemKind.Reference,
      detail: '#'.repeat(heading.level),
      data: { uri: owner.uri, fragment: heading.text } satisfies CompletionData,
    });
  }
}
