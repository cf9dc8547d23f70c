// What a rename at a place is about: the thing that a link leads to, a heading, a block, a tag, a label.
import { type FrontMatterName, frontMatterNames } from '../parse/frontMatterNames.ts';
import type { Link, Note, Tag } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import type { Place, Span } from '../text/span.ts';
import { basename, dirname } from '../text/uri.ts';
import { type File, isIndexName, isMarkdownPath, nameKey, stemOf } from '../vault/files.ts';
import { findAnchor } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { type Label, labelAt } from './labels.ts';
import { linkAt } from './linkAt.ts';
import { type Wanted, wantedBy, wantedName } from './renameWanted.ts';
import { tagAt } from './tags.ts';
import { writtenLink } from './writtenLink.ts';

/** `span` is what stands under the cursor, `name` what the editor shows to be changed. */
export type RenameTarget = { readonly span: Span; readonly name: string } & (
  | { readonly kind: 'file'; readonly file: File }
  /** `path` as in `File.path`. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'heading' | 'block'; readonly note: Note; readonly index: number }
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'alias'; readonly link: Link }
  /** A title, an alias or an id of the front matter. */
  | { readonly kind: 'frontMatter'; readonly note: Note; readonly of: FrontMatterName }
  /** A note or file that is not there. */
  | { readonly kind: 'wanted'; readonly wanted: Wanted }
);

/** `undefined` where nothing has a name that could be another. */
export function renameTarget(vault: Vault, { uri, offset }: Place, settings: Settings): RenameTarget | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const text = vault.text(uri);
  const label = text === undefined ? undefined : labelAt(note, text, offset);
  if (label) return { kind: 'label', label, span: label.at, name: label.name };
  const link = linkAt(note, offset);
  if (link) return onLink(vault, note, link, offset, settings);
  if (text !== undefined && offset < (note.frontMatter?.end ?? 0)) {
    const of = frontMatterNames(text).find(({ start, end }) => start <= offset && offset <= end);
    if (of) return { kind: 'frontMatter', note, of, span: { start: of.start, end: of.end }, name: of.name };
  }
  const index = note.headings.findIndex((heading) => heading.textStart <= offset && offset <= heading.textEnd);
  if (index >= 0) return heading(note, index);
  const block = note.blockIds.find((candidate) => candidate.start <= offset && offset <= candidate.end);
  if (block) {
    const span = { start: block.start + 1, end: block.end };
    return { kind: 'block', note, index: note.blockIds.indexOf(block), span, name: block.id };
  }
  const tag = tagAt(note, offset);
  return tag && { kind: 'tag', tag: tag.tag, span: tag.span, name: tag.tag.name };
}

function heading(note: Note, index: number, span?: Span): RenameTarget {
  const { textStart, textEnd, raw } = note.headings[index]!;
  return { kind: 'heading', note, index, span: span ?? { start: textStart, end: textEnd }, name: raw };
}

function onLink(vault: Vault, note: Note, link: Link, offset: number, settings: Settings): RenameTarget | undefined {
  const found = resolve(vault, note.uri, link, settings.links);
  const written = writtenLink(link, found);
  if (!written) return undefined;
  const isIn = (start: number, end: number) => start >= 0 && start <= offset && offset <= end;
  const [file] = found.files;
  if (isIn(written.fragmentStart, written.fragmentEnd)) {
    return file && onFragment(vault, file, found, { start: written.fragmentStart, end: written.fragmentEnd });
  }
  if (isIn(written.nameStart, written.nameEnd) && written.name !== '') {
    const span = { start: written.nameStart, end: written.nameEnd };
    const wanted = wantedBy(vault, note, link, found);
    if (wanted) return { kind: 'wanted', wanted, span, name: wantedName(wanted) };
    return onName(vault, written.name, found, span);
  }
  if (link.alias !== undefined && !found.aliasFirst && isIn(link.textStart, link.textEnd)) {
    return { kind: 'alias', link, span: { start: link.textStart, end: link.textEnd }, name: link.alias };
  }
  return undefined;
}

function onFragment(vault: Vault, file: File, found: Resolution, span: Span): RenameTarget | undefined {
  const target = vault.note(file.uri);
  const anchor = target && found.fragment !== undefined ? findAnchor(target, found.fragment) : undefined;
  if (!target || !anchor) return undefined;
  if (anchor.kind === 'heading') return heading(target, anchor.index, span);
  if (anchor.kind !== 'block') return undefined;
  return { kind: 'block', note: target, index: target.blockIds.indexOf(anchor.block), span, name: anchor.block.id };
}

function onName(vault: Vault, name: string, found: Resolution, span: Span): RenameTarget | undefined {
  const [file] = found.files;
  if (!file) return found.folder === undefined ? undefined : onFolder(vault, found.folder, span);
  if (!file.inWorkspace) return undefined;
  // A folder's name that stands for its index is the folder's to change.
  const isFolder = isIndexName(stemOf(file.path)) && nameKey(percentDecoded(name) ?? name) !== fold(stemOf(file.path));
  const isPath = found.tier === 'relative' || found.tier === 'root' || found.tier === 'suffix';
  if (isFolder && isPath) return onFolder(vault, dirname(file.path), span);
  const shown = isMarkdownPath(file.path) ? stemOf(file.path) : basename(file.path);
  return { kind: 'file', file, span, name: shown };
}

function onFolder(vault: Vault, path: string, span: Span): RenameTarget | undefined {
  if (!vault.files.hasFolder(fold(path)) || vault.folders.some((folder) => folder.path === path)) return undefined;
  return vault.folderOf(path) && { kind: 'folder', path, span, name: basename(path) };
}
