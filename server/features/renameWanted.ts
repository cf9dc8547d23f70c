// Rename of a note or file that is wanted and not there: its name changes in every link that wants it.
import { isInFrontMatter, type Link, type Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { percentDecoded } from '../text/fold.ts';
import { basename, dirname, extname, joinPath, pathOf } from '../text/uri.ts';
import { isIndexName, isMarkdownPath, isMediaPath, nameKey, stemOf } from '../vault/files.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import type { Changes } from './plan.ts';
import { WikiLabels } from './wikiLabel.ts';
import { type WrittenLink, writtenLink } from './writtenLink.ts';
import { writtenPath } from './writtenPath.ts';

/** What a link wants that is not there. */
export interface Wanted {
  readonly note: Note;
  readonly link: Link;
  readonly written: WrittenLink;
  /** The path or name as it is meant, without encoding. */
  readonly target: string;
}

/** `undefined` for a link that leads somewhere, or of which that is not known. */
export function wantedBy(vault: Vault, note: Note, link: Link, found: Resolution): Wanted | undefined {
  const isMissing = found.tier === 'missing' && found.files.length === 0 && found.folder === undefined;
  const written = isMissing && !found.unknown && vault.isComplete ? writtenLink(link, found) : undefined;
  if (!written || written.name === '') return undefined;
  const target = (percentDecoded(written.name) ?? written.name).replaceAll('\\', '/');
  const isName = basename(target) !== '' && !/^\.{1,2}$/.test(basename(target));
  // Lines and queries are of a file that is there.
  return isName && !(link.syntax !== 'wiki' && /[?]|:\d+$/.test(target)) ? { note, link, written, target } : undefined;
}

/** What the editor shows to be changed. */
export function wantedName({ target }: Wanted): string {
  return isMarkdownPath(target) ? stemOf(target) : basename(target);
}

/**
 * Changes the name in every link that wants the same: folders and endings stay as they are written.
 * @param name legal for a file
 */
export function renameWanted(vault: Vault, wanted: Wanted, name: string, settings: Settings, changes: Changes): void {
  const key = nameKey(wanted.target);
  const labels = new WikiLabels();
  for (const uri of new Set([wanted.note.uri, ...vault.mentioning(key)])) {
    const note = vault.note(uri);
    for (const link of note?.links ?? []) {
      if (!note || link.syntax === 'autolink' || link.syntax === 'reference') continue;
      if (!vault.keysOf(link).includes(key)) continue;
      const other = wantedBy(vault, note, link, resolve(vault, uri, link, settings.links));
      if (!other || nameKey(other.target) !== key || !isSame(wanted, other)) continue;
      const { nameStart, nameEnd, name: was, fragment } = other.written;
      const newText = spelled(other, name);
      changes.add(uri, { start: nameStart, end: nameEnd, newText, was });
      if (link.syntax === 'wiki') labels.follow(note, link, other.written.with(newText, fragment));
    }
  }
  labels.addTo(changes);
}

/** Of two Markdown links the paths count; names such as `index` mean nothing without their folder. */
function isSame(one: Wanted, other: Wanted): boolean {
  const isWiki = one.link.syntax === 'wiki' || other.link.syntax === 'wiki';
  if (isWiki && !isIndexName(stemOf(one.target))) return true;
  const [a, b] = [pathFrom(one), pathFrom(other)];
  return a !== undefined && a === b;
}

/** Where a Markdown link looks for it, without a note's ending. */
function pathFrom({ note, target }: Wanted): string | undefined {
  const path = target.startsWith('/') ? target : joinPath(dirname(pathOf(note.uri)), target);
  return path && isMarkdownPath(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}

function spelled({ note, link, written, target }: Wanted, name: string): string {
  const folder = target.slice(0, target.lastIndexOf('/') + 1);
  const ending = isMarkdownPath(target) || isMediaPath(target) ? target.slice(target.lastIndexOf('.')) : '';
  const bare =
    isMarkdownPath(name) || (ending !== '' && extname(name) === extname(target)) ? withoutEnding(name) : name;
  const place = { link, name: written.name, inFrontMatter: isInFrontMatter(note, link) };
  return writtenPath(place, folder + bare + ending);
}

function withoutEnding(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}
