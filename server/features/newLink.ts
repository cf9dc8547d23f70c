// A link that is about to be written: the name it is offered by, and its target as it can stand between brackets.
import { isInTable, type Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { lineAt, lineStart } from '../text/lines.ts';
import { dottedPath, isInside, joinPath } from '../text/uri.ts';
import { type File, stemOf } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import { writtenPath } from './writtenPath.ts';

const newWikilink = { syntax: 'wiki', target: '', targetStart: 0, targetEnd: 0, fragment: undefined } as const;

/** The title where a file was found by its file name; the alias where it was found by that. */
export function shownName(vault: Vault, file: File, found: string): string {
  return found === stemOf(file.path) || found === vault.shortName(file) ? vault.titleOf(file) : found;
}

/** What means nothing else anywhere: letters, digits and spaces between them. */
const plainName = /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N} _./-]*[\p{L}\p{M}\p{N}_])?$/u;

/** Percent-encoded where a character of the file's name would mean something else in a wiki-link: `a|b`, `[x]`, `1, 2`. */
export function inBrackets(target: string, inFrontMatter = false): string {
  if (plainName.test(target)) return target;
  return writtenPath({ link: newWikilink, name: '', inFrontMatter }, target);
}

/**
 * A relative path with the dots that are typed, where these lead to a folder around it: `../own/x` is not turned into `./x`
 * under the hands of who writes it.
 */
export function withDots(fromFolder: string, typed: string, relative: string): string {
  const dotted = dottedPath(fromFolder, typed);
  const path = joinPath(fromFolder, relative);
  if (!dotted || dotted.folder === undefined || path === undefined || !isInside(dotted.folder, path)) return relative;
  return dotted.dots + path.slice(dotted.folder.length).replace(/^\//, '');
}

/** True where the text of a new link stands on the left. */
export function isTextFirst({ links }: Settings): boolean {
  return links.pipeOrder === 'aliasFirst';
}

/**
 * A text without what would end a wiki-link or its fragment.
 * @param inFrontMatter quotes of YAML end at the like, and its readers keep no backslash
 */
export function insideLink(text: string, inFrontMatter = false): string {
  const unquoted = inFrontMatter ? text.replaceAll("'", '').replace(/["\\]/g, ' ') : text;
  return unquoted
    .replace(/[[\]|#^]|%%/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * What begins an alias in a link at `offset`: in a row of a table the bar alone would end the cell. A line that begins with
 * a bar is taken for one too: of a table that is being typed there is no second line yet.
 */
export function barAt(note: Note, text: string, offset: number): string {
  const start = lineStart(note.lines, lineAt(note.lines, offset));
  return isInTable(note, offset) || /^[ \t>]*\|/.test(text.slice(start, offset)) ? '\\|' : '|';
}
