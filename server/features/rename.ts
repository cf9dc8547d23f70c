// Rename: of the note, folder, image or other file that a link leads to, of a heading or block with the fragments that
// name it, of a tag with those below it, of a label. What else would lead elsewhere is written anew in the same edit.
import { type Language, messages } from '../messages.ts';
import { labelKey } from '../parse/destination.ts';
import { type Heading, isInFrontMatter, type Link, type Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { standsInBrackets } from '../parse/wikilink.ts';
import { fold } from '../text/fold.ts';
import type { Place, Span } from '../text/span.ts';
import { dirname, extname, uriOf } from '../text/uri.ts';
import { isMarkdownPath } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { withHeadingsAfter } from './headingsAfter.ts';
import { labelsOf } from './labels.ts';
import { type MoveOptions, moveFiles } from './moveFiles.ts';
import { legalName } from './newNote.ts';
import { Changes, type Plan, type Refusal } from './plan.ts';
import { relink } from './relink.ts';
import { renameInFrontMatter } from './renameInFrontMatter.ts';
import { type RenameTarget, renameTarget } from './renameTarget.ts';
import { renameWanted, type Wanted } from './renameWanted.ts';
import { nameSpan, tagged } from './tags.ts';

export interface RenameOptions extends Omit<MoveOptions, 'alone'> {
  readonly language: Language;
}

/** The changes for another name of what is at a place; `undefined` where nothing there has a name. */
export function rename(
  vault: Vault,
  place: Place,
  newName: string,
  options: RenameOptions,
): Plan | Refusal | undefined {
  const target = renameTarget(vault, place, options.settings);
  if (!target) return undefined;
  const say = messages(options.language);
  const name = newName.trim();
  if (!vault.isComplete) return { refused: vault.isRead ? say.unreadableFolder() : say.stillReading() };
  if (name === '') return { refused: say.emptyName() };
  switch (target.kind) {
    case 'file':
      return renameFile(vault, target.file.path, name, options);
    case 'folder':
      return renameFile(vault, target.path, name, options);
    case 'heading':
      return renameHeading(vault, target.note, target.index, name, options);
    case 'block':
      return renameBlock(vault, target.note, target.index, name, options);
    case 'tag':
      return renameTag(vault, target.tag.name, name.replace(/^#/, ''), options);
    case 'frontMatter':
      return renameValue(vault, target, name, options);
    case 'wanted':
      return renameMissing(vault, target.wanted, name, options);
    case 'label':
      return renameLabel(vault, place.uri, target, name, options);
    default:
      return renameAlias(vault, place.uri, target, name, options);
  }
}

/** Gives a file or folder (a path as in `File.path`) another name in its folder; a file keeps its ending. */
export function renameFile(vault: Vault, path: string, newName: string, options: RenameOptions): Plan | Refusal {
  const renamed = renamedPath(vault, path, newName, options.language);
  if (typeof renamed !== 'string') return renamed;
  if (renamed === path) return { changes: new Map(), files: [] };
  const renames = [{ from: uriOf(path), to: uriOf(renamed) }];
  const plan = moveFiles(vault, renames, options);
  return { ...plan, files: [...renames, ...plan.files] };
}

/** The path that `renameFile` gives, or why it cannot. */
export function renamedPath(vault: Vault, path: string, newName: string, language: Language): string | Refusal {
  const say = messages(language);
  if (newName === '') return { refused: say.emptyName() };
  const isFile = vault.files.get(uriOf(path)) !== undefined;
  const hasEnding = isMarkdownPath(path) ? isMarkdownPath(newName) : extname(newName) === extname(path);
  const name = !isFile || hasEnding ? newName : newName + path.slice(path.length - extname(path).length);
  if (/[/\\]/.test(name) || name.startsWith('.') || !legalName(name)) return { refused: say.illegalName(newName) };
  const to = `${dirname(path) === '/' ? '' : dirname(path)}/${name}`;
  if (to === path) return path;
  const isTaken = fold(to) === fold(path) ? isThere(vault, to) : isSomething(vault, fold(to));
  return isTaken ? { refused: say.nameTaken(vault.displayPath(to)) } : to;
}

function isSomething(vault: Vault, key: string): boolean {
  return vault.files.atPath(key).length > 0 || vault.files.hasFolder(key);
}

/** True for a file or folder of exactly this path: on some disks letters of either case tell two apart. */
function isThere(vault: Vault, path: string): boolean {
  const key = fold(path);
  if (vault.files.atPath(key).some((file) => file.path === path)) return true;
  return vault.files.hasFolder(key) && [...vault.files.all()].some((file) => file.path.startsWith(`${path}/`));
}

function renameHeading(vault: Vault, note: Note, index: number, name: string, options: RenameOptions): Plan | Refusal {
  const old = note.headings[index]!;
  const heading = headingOf(old, name);
  if (!heading) return { refused: messages(options.language).illegalHeading(name) };
  const headings = note.headings.map((one) => (one === old ? heading : one));
  return withNote(vault, { ...note, headings }, old, name, old.raw, options);
}

/** The heading as it would be read with this text, or `undefined` where it would be something else. */
function headingOf(old: Heading, name: string): Heading | undefined {
  // A heading that is underlined begins with its text.
  const before = old.textStart === old.start ? '' : '# ';
  const underline = before === '' ? '\n===' : '';
  const id = old.id === undefined ? '' : ` {#${old.id}}`;
  const [read, ...more] = parseNote('', `${before}${name}${id}${underline}\n`).headings;
  if (!read || more.length > 0 || read.raw !== name || read.id !== old.id) return undefined;
  return { ...old, raw: read.raw, text: read.text };
}

function renameBlock(vault: Vault, note: Note, index: number, name: string, options: RenameOptions): Plan | Refusal {
  const say = messages(options.language);
  const id = name.replace(/^\^/, '');
  const old = note.blockIds[index]!;
  if (!/^[\p{L}\p{N}_-]+$/u.test(id)) return { refused: say.illegalBlock(name) };
  if (note.blockIds.some((block) => block !== old && fold(block.id) === fold(id)))
    return { refused: say.nameTaken(id) };
  const blockIds = note.blockIds.map((block) => (block === old ? { ...block, id } : block));
  const span = { textStart: old.start + 1, textEnd: old.end };
  return withNote(vault, { ...note, blockIds }, span, id, old.id, options);
}

/** Changes one stretch of a note that then reads as `after`, and all links that notice; refused where one cannot follow. */
function withNote(
  vault: Vault,
  after: Note,
  { textStart, textEnd }: { readonly textStart: number; readonly textEnd: number },
  newText: string,
  was: string,
  { settings, language }: RenameOptions,
): Plan | Refusal {
  if (newText === was) return { changes: new Map(), files: [] };
  const changes = new Changes();
  const astray = relink(vault, { moves: [], created: [], deleted: [], notes: [after] }, changes, settings);
  const plan = changes.plan();
  // A heading may itself hold links; they are gone with its text.
  const stays = ({ start, end }: Span) => end <= textStart || textEnd <= start;
  if (astray.some(({ uri, link }) => uri !== after.uri || stays(link)))
    return { refused: messages(language).unnameable(newText) };
  const own = (plan.changes.get(after.uri) ?? []).filter(stays);
  const all = [...own, { start: textStart, end: textEnd, newText, was }].sort((a, b) => a.start - b.start);
  return { ...plan, changes: new Map([...plan.changes, [after.uri, all]]) };
}

function renameValue(
  vault: Vault,
  { note, of }: Extract<RenameTarget, { kind: 'frontMatter' }>,
  name: string,
  options: RenameOptions,
): Plan | Refusal {
  const value = renameInFrontMatter(note, vault.text(note.uri)!, of, name);
  if (!value) return { refused: messages(options.language).illegalValue(name) };
  const span = { textStart: value.start, textEnd: value.end };
  return withNote(vault, value.after, span, value.newText, value.was, options);
}

function renameMissing(vault: Vault, wanted: Wanted, name: string, options: RenameOptions): Plan | Refusal {
  if (/[/\\]/.test(name) || name.startsWith('.') || !legalName(name))
    return { refused: messages(options.language).illegalName(name) };
  const changes = new Changes();
  renameWanted(vault, wanted, name, options.settings, changes);
  return changes.plan();
}

function renameTag(vault: Vault, old: string, name: string, options: RenameOptions): Plan | Refusal {
  const isTag = /^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}_\-/]+$/u.test(name) && !/^[\d/]*$|^\/|\/$|\/\//.test(name);
  const illegal = { refused: messages(options.language).illegalTag(name) };
  if (!isTag || !isReadAsTag(`#${name}`, name)) return illegal;
  const changes = new Changes();
  const depth = old.split('/').length;
  for (const { note, tags } of tagged(vault, old)) {
    for (const tag of tags) {
      const span = nameSpan(tag);
      if (span?.start === tag.start && !isReadAsTag(`---\ntags: [${name}]\n---`, name)) return illegal;
      // Other spellings of the same letters may be longer or shorter; the parts between the slashes are as many.
      const was = tag.name.split('/').slice(0, depth).join('/');
      if (span) changes.add(note.uri, { start: span.start, end: span.start + was.length, newText: name, was });
    }
  }
  relinkHeadings(vault, changes, options);
  return changes.plan();
}

/** YAML takes `null` and a lone dash for something else. */
function isReadAsTag(text: string, name: string): boolean {
  const [read, ...others] = parseNote('', `${text}\n`).tags;
  return read?.name === name && others.length === 0;
}

function renameLabel(
  vault: Vault,
  uri: string,
  { label }: Extract<RenameTarget, { kind: 'label' }>,
  name: string,
  options: RenameOptions,
): Plan | Refusal {
  const say = messages(options.language);
  const written = label.kind === 'footnote' ? name.replace(/^\^/, '') : name;
  const isLegal = label.kind === 'footnote' ? /^[^[\]\s^]+$/ : /^(?!\^)(?:[^[\]\\\r\n]|\\[^\r\n])*$/;
  if (!isLegal.test(written)) return { refused: say.illegalLabel(name) };
  const note = vault.note(uri)!;
  const text = vault.text(uri)!;
  const key = labelKey(written);
  const isTaken =
    key !== labelKey(label.name) &&
    labelsOf(note, text, label.kind).some((place) => labelKey(text.slice(place.start, place.end)) === key);
  if (isTaken) return { refused: say.nameTaken(written) };
  const changes = new Changes();
  let after = '';
  let at = 0;
  for (const { start, end } of label.places) {
    changes.add(uri, { start, end, newText: written, was: text.slice(start, end) });
    after += text.slice(at, start) + written;
    at = end;
  }
  after += text.slice(at);
  // A bar ends the cell of a table, for one.
  const read = labelsOf(parseNote(uri, after), after, label.kind);
  const count = read.filter((place) => labelKey(after.slice(place.start, place.end)) === key).length;
  // Words in brackets that were text until now would be links.
  if (count > label.places.length) return { refused: say.nameTaken(written) };
  return count < label.places.length ? { refused: say.illegalLabel(written) } : changes.plan();
}

function renameAlias(
  vault: Vault,
  uri: string,
  { link }: Extract<RenameTarget, { kind: 'alias' }>,
  name: string,
  options: RenameOptions,
): Plan | Refusal {
  const span = { start: link.textStart, end: link.textEnd };
  const isLegal = !/[|\r\n]/.test(name) && standsInBrackets(`x|${name}`) && isReadSo(vault, uri, link, name);
  if (!isLegal) return { refused: messages(options.language).illegalAlias(name) };
  if (leadsElsewhere(vault, uri, link, name, options)) return { refused: messages(options.language).aliasLeads(name) };
  const changes = new Changes();
  changes.add(uri, { ...span, newText: name, was: link.alias ?? '' });
  relinkHeadings(vault, changes, options);
  return changes.plan();
}

/** Links to the headings that hold what is renamed follow. */
function relinkHeadings(vault: Vault, changes: Changes, { settings }: RenameOptions): void {
  const notes = withHeadingsAfter(vault, changes, []);
  if (notes) relink(vault, { moves: [], created: [], deleted: [], notes }, changes, settings);
}

/** True where the text would be read as the target, as a note's path on the right side of the bar may be. */
function leadsElsewhere(vault: Vault, uri: string, link: Link, alias: string, { settings }: RenameOptions): boolean {
  const [before, after] = [link, { ...link, alias }].map((one) => resolve(vault, uri, one, settings.links));
  return before!.files[0] !== after!.files[0] || before!.aliasFirst !== after!.aliasFirst;
}

/** False where quotes of the front matter would end at a quote of the text, or would take a backslash of it away. */
function isReadSo(vault: Vault, uri: string, link: Link, name: string): boolean {
  const note = vault.note(uri)!;
  if (!isInFrontMatter(note, link)) return true;
  const text = vault.text(uri);
  if (text === undefined || name.includes('\\')) return !/["'\\]/.test(name);
  const after = parseNote(uri, text.slice(0, link.textStart) + name + text.slice(link.textEnd));
  const read = after.links.find(({ start }) => start === link.start);
  return read?.alias === name && (after.frontMatter?.error === undefined || note.frontMatter?.error !== undefined);
}
