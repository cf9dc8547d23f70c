// The note that a link wants and nobody has written: where it would be created, and with what title.
import type { Link, Note } from '../parse/note.ts';
import { aliasWords } from '../parse/wikilink.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, isInside, joinPath, uriOf } from '../text/uri.ts';
import { isMarkdownPath, stemOf } from '../vault/files.ts';
import type { Resolution } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { legalName } from './newNote.ts';
import { bestFolder } from './newNoteStub.ts';

export interface WantedNote {
  readonly path: string;
  readonly title: string;
  /** The link names a folder, whose index is missing. */
  readonly isIndex: boolean;
}

/**
 * Where the link looks for it: beside the note, or where its path says. `undefined` where it would lie over a file or
 * outside the workspace, or its name is not legal everywhere.
 */
export function wantedNote(vault: Vault, note: Note, link: Link, found: Resolution): WantedNote | undefined {
  const own = vault.files.get(note.uri)?.path;
  if (!own || found.tier !== 'missing') return undefined;
  const target = (percentDecoded(found.target) ?? found.target).replaceAll('\\', '/');
  const isIndex = found.folder !== undefined;
  const written = isMarkdownPath(target) ? target : `${target}.md`;
  const path = isIndex ? `${found.folder}/index.md` : pathFor(vault, note, own, written, link);
  if (!path || !isLegal(vault, path)) return undefined;
  if (vault.files.get(uriOf(path)) || vault.existsUnlisted(path, false) !== false) return undefined;
  const words = aliasWords(link);
  const title = isIndex || !words ? titleFor(isIndex ? basename(dirname(path)) : stemOf(path)) : begun(words);
  return { path, title, isIndex };
}

/** True for a path in the workspace whose new segments are legal everywhere; folders that exist are as they are. */
function isLegal(vault: Vault, path: string): boolean {
  const folder = vault.folderOf(path);
  if (!folder) return false;
  let known = dirname(path);
  while (known.length > folder.path.length && !vault.files.hasFolder(fold(known))) known = dirname(known);
  return legalName(path.slice(known.length + 1));
}

/**
 * `dir/name` of a wiki-link from the content root that has the folder, `x` where most notes lie that want it; `../x`, and what
 * Markdown links say, from the note.
 */
function pathFor(vault: Vault, note: Note, own: string, target: string, link: Link): string | undefined {
  const folder = dirname(own);
  if (target.startsWith('/')) return joinPath(vault.contentRoots[0]?.path ?? folder, target.slice(1));
  if (link.syntax === 'wiki' && target.includes('/') && !target.startsWith('.')) {
    const roots = [folder, ...vault.contentRoots.map((root) => root.path).reverse()];
    for (const root of roots) {
      const path = joinPath(root, target);
      if (path && isInside(root, path) && vault.files.hasFolder(fold(dirname(path)))) return path;
    }
  }
  const isBare = link.syntax === 'wiki' && !target.includes('/');
  return joinPath(isBare ? bestFolder(vault, target, note.uri) : folder, target);
}

/** Words in small letters with `-` or `_` for the spaces between them; the hyphen behind a single letter is its own. */
const joinedWords = /^[\p{Ll}\p{Lo}\p{M}]+(?:_[\p{Ll}\p{Lo}\p{M}]+|(?<=[\p{Ll}\p{Lo}]{2})-[\p{Ll}\p{Lo}\p{M}]{2,})+$/u;

/** The title of a note of this name: what was typed, where it is not plainly words that were joined. */
function titleFor(name: string): string {
  if (joinedWords.test(name)) return begun(name.replaceAll(/[-_]/g, ' '));
  return name.includes(' ') ? name : begun(name);
}

/** With a capital, unless the first word has letters of its own: `iOS`, `p53`. */
function begun(text: string): string {
  return /^[\p{Ll}\p{M}-]+(?=\s|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
