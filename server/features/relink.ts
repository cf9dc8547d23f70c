// What links must say after files moved or headings changed, so that each still leads where it led. Every link that
// could notice is resolved in the vault as it is and in the vault as it will be; one that would lead elsewhere, or no
// longer exactly there, is written anew in its own style.
import { type Link, type Note, titleOf } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, isInside, joinPath, pathOf, relativeFolder, uriOf } from '../text/uri.ts';
import { type File, isIndexName, nameKey, stemOf } from '../vault/files.ts';
import { findAnchor } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import { encodedPath } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { fragments, type NumberedAnchor } from './fragmentSpellings.ts';
import { inBrackets } from './newLink.ts';
import type { Changes } from './plan.ts';
import { isDotted, spellings } from './spellings.ts';
import { type WrittenLink, writtenLink } from './writtenLink.ts';

/** A file, or a folder with all in it, gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface NameChange {
  readonly moves: readonly Move[];
  /** Paths of files that will be there. */
  readonly created: readonly string[];
  /** Paths of files and folders that will be gone. */
  readonly deleted: readonly string[];
  /** Notes as they will be, with other headings, titles or blocks. */
  readonly notes: readonly Note[];
}

/** A link that will lead elsewhere, which nobody can write otherwise: its file will be gone. */
export interface Astray {
  readonly uri: string;
  readonly link: Link;
  readonly to: File;
}

interface Noticed {
  readonly note: Note;
  readonly link: Link;
  readonly found: Resolution;
  /** What the fragment names, where that may have another name afterwards. */
  readonly anchor: NumberedAnchor | undefined;
}

/** Adds to `changes` what links must say after a change of names; answers which links of deleted files will be astray. */
export function relink(
  vault: Vault,
  change: NameChange,
  changes: Changes,
  settings: Settings,
  onlyWiki = false,
): Astray[] {
  const relinking = new Relinking(vault, change, settings);
  const noticed = relinking.noticed();
  return vault.supposing(relinking.supposition, () => {
    const astray: Astray[] = [];
    for (const one of noticed) {
      if (onlyWiki && one.link.syntax !== 'wiki') continue;
      const to = relinking.follow(one, changes);
      if (to) astray.push({ uri: one.note.uri, link: one.link, to });
    }
    return astray;
  });
}

class Relinking {
  /** Canonical URIs of files -> their new paths; `undefined` for files that will be gone. */
  private readonly moved = new Map<string, string | undefined>();
  private readonly changed: ReadonlyMap<string, Note>;
  /** Those notes as they are. */
  private readonly before: ReadonlyMap<string, Note | undefined>;
  private readonly vault: Vault;
  private readonly change: NameChange;
  private readonly settings: Settings;

  constructor(vault: Vault, change: NameChange, settings: Settings) {
    this.vault = vault;
    this.change = change;
    this.settings = settings;
    this.changed = new Map(change.notes.map((note) => [note.uri, note]));
    this.before = new Map(change.notes.map(({ uri }) => [uri, vault.note(uri)]));
    for (const { from, to } of change.moves)
      for (const file of filesAt(vault, from)) this.moved.set(file.uri, to + file.path.slice(from.length));
    for (const path of change.deleted) for (const file of filesAt(vault, path)) this.moved.set(file.uri, undefined);
  }

  get supposition() {
    return { moved: this.moved, created: this.change.created, notes: this.change.notes };
  }

  /** The links that could notice: those that say a name that comes or goes, and all of a note that moves. */
  noticed(): Noticed[] {
    const names = this.names();
    const sources = new Set<string>(this.changed.keys());
    for (const name of names) for (const uri of this.vault.mentioning(name)) sources.add(uri);
    for (const [uri, path] of this.moved) if (path !== undefined) sources.add(uri);
    const noticed: Noticed[] = [];
    for (const uri of sources) {
      const note = this.vault.note(uri);
      if (!note || (this.moved.has(uri) && this.moved.get(uri) === undefined)) continue;
      const all = this.moved.has(uri) || this.changed.has(uri);
      for (const link of note.links) {
        if (link.syntax === 'autolink' || link.syntax === 'reference') continue;
        if (!all && !this.vault.keysOf(link).some((key) => names.has(key))) continue;
        const found = resolve(this.vault, uri, link, this.settings.links);
        if (found.tier === 'url') continue;
        // The lists of files are the index's own and change with it.
        noticed.push({ note, link, found: { ...found, files: [...found.files] }, anchor: this.anchorOf(found) });
      }
    }
    return noticed;
  }

  private names(): Set<string> {
    const { vault, change } = this;
    const names = new Set<string>();
    const addPath = (path: string) => {
      names.add(fold(stemOf(path))).add(fold(basename(path)));
      if (isIndexName(stemOf(path)))
        names
          .add(fold(basename(dirname(path))))
          .add('.')
          .add('..');
    };
    /** Links may name a folder, too; the folders above stay as they are. */
    const addFolders = (path: string, top: string) => {
      for (let folder = path; folder !== top && folder !== '/' && isInside(top, folder); folder = dirname(folder))
        names.add(fold(basename(folder)));
    };
    for (const [uri, path] of this.moved) {
      for (const name of vault.namesOf(uri)) names.add(name);
      if (path !== undefined) addPath(path);
    }
    for (const { from, to } of change.moves) {
      for (const file of vault.files.get(uriOf(from)) ? [] : filesAt(vault, from)) {
        addFolders(dirname(file.path), dirname(from));
        addFolders(dirname(to + file.path.slice(from.length)), dirname(to));
      }
    }
    for (const path of change.created) addPath(path);
    for (const note of change.notes) {
      for (const name of vault.namesOf(note.uri)) names.add(name);
      for (const name of [titleOf(note), ...ownNames(note)]) if (name !== undefined) names.add(nameKey(name));
    }
    return names;
  }

  private anchorOf(found: Resolution): NumberedAnchor | undefined {
    const uri = found.files[0]?.uri;
    if (uri === undefined || found.fragment === undefined || !this.changed.has(uri)) return undefined;
    const before = this.vault.note(uri);
    return before && numberedAnchor(before, found.fragment);
  }

  // ---- in the vault as it will be

  /** Writes the link anew where it must be; answers where a link goes whose file is gone. */
  follow({ note, link, found, anchor }: Noticed, changes: Changes): File | undefined {
    const written = writtenLink(link, found);
    if (!written) return undefined;
    const was = found.files[0];
    const path = this.pathAfter(note.uri);
    const inFrontMatter = link.end <= (note.frontMatter?.end ?? 0);
    const from = { note, written, uri: uriOf(path), folder: dirname(path), inFrontMatter };
    if (!was) {
      this.followPath(from, link, found, changes);
      return undefined;
    }
    if (this.moved.has(was.uri) && this.moved.get(was.uri) === undefined) {
      const to = this.resolve(from.uri, link).files[0];
      return to && to.uri !== was.uri ? to : undefined;
    }
    const file = this.vault.files.get(uriOf(this.pathAfter(was.uri)));
    if (!file) return undefined;
    const name = this.nameFor(from, link, found, was, file);
    const fragment = anchor && this.fragmentFor(written, link, file, anchor);
    if (name !== undefined) this.add(changes, note, written.nameStart, written.nameEnd, name, written.name);
    if (fragment !== undefined)
      this.add(changes, note, written.fragmentStart, written.fragmentEnd, fragment, written.fragment!);
    return undefined;
  }

  /** The name to write instead; `undefined` where the link may stay as it is. */
  private nameFor(from: Source, link: Link, found: Resolution, was: File, file: File): string | undefined {
    const { written } = from;
    const { name } = written;
    // `[[#heading]]` goes where its note goes.
    if (name === '') return undefined;
    const now = this.resolve(from.uri, link);
    // A path that was exact stays so, for readers that know no other rule.
    const staysExact = !/[/\\]/.test(name) || !isExact(found) || isExact(now);
    if (leadsTo(file, now, found) && staysExact && (now.files.length === 1 || found.files.length > 1)) return undefined;
    let last: string | undefined;
    const forms = spellings(this.vault, { ...from, link, name, found, was, file });
    for (const text of [...this.namesFor(from, name, found, file), ...forms]) {
      const probe = written.with(text, written.fragment);
      if (!probe) continue;
      last = text;
      const after = this.resolve(from.uri, probe);
      if (leadsTo(file, after, found) && after.files.length === 1 && !after.imprecise && !after.caseDiffers)
        return text;
    }
    // No spelling is beyond doubt (the file comes to lie where nothing is listed): the plain path is the best there is.
    return last;
  }

  /** The title or alias that the link said, as it is now. */
  private namesFor({ inFrontMatter }: Source, written: string, { tier }: Resolution, file: File): string[] {
    const note = this.vault.note(file.uri);
    const said = tier === 'title' ? note && titleOf(note) : tier === 'alias' ? this.aliasNow(file, written) : undefined;
    if (said === undefined) return [];
    return [said, inBrackets(said)].filter((text) => !inFrontMatter || !/["'\\]/.test(text));
  }

  private aliasNow({ uri }: File, written: string): string | undefined {
    const before = this.before.get(uri);
    const now = this.changed.get(uri);
    const key = fold(percentDecoded(written) ?? written);
    const at = before ? ownNames(before).findIndex((name) => name !== undefined && fold(name) === key) : -1;
    return at < 0 || !now ? undefined : ownNames(now)[at];
  }

  private fragmentFor(written: WrittenLink, link: Link, file: File, anchor: NumberedAnchor): string | undefined {
    const note = this.vault.note(file.uri);
    if (!note || written.fragment === undefined) return undefined;
    const leads = (text: string) => {
      const found = numberedAnchor(note, text);
      return found?.kind === anchor.kind && found.index === anchor.index;
    };
    if (leads(written.fragment)) return undefined;
    for (const text of fragments(written.fragment, anchor, note, link.syntax === 'wiki'))
      if (leads(text) && written.with(written.name, text)) return text;
    return undefined;
  }

  /** Nothing is listed there: a Markdown link to a folder or to nothing yet keeps naming the same path. */
  private followPath(from: Source, link: Link, found: Resolution, changes: Changes): void {
    const { note, written, folder } = from;
    const { name } = written;
    const isPath = link.syntax !== 'wiki' || isDotted(name);
    if (!isPath || name === '' || found.tier === 'outside' || found.aliasFirst) return;
    const suffix = /[?].*$/.exec(name)?.[0] ?? '';
    const decoded = (percentDecoded(name) ?? name).replace(/[?].*$/, '').replaceAll('\\', '/');
    if (decoded === '' || decoded.startsWith('/')) return;
    const oldFolder = dirname(this.vault.files.get(note.uri)?.path ?? pathOf(note.uri));
    const before = found.folder ?? joinPath(this.moved.has(note.uri) ? dirname(pathOf(note.uri)) : oldFolder, decoded);
    if (before === undefined) return;
    const clean = before.length > 1 ? before.replace(/\/$/, '') : before;
    const target = this.moveOf(clean);
    const now = joinPath(folder, decoded)?.replace(/(.)\/$/, '$1');
    if (now === target) return;
    const relative = relativeFolder(folder, target);
    const dotted = /^\.[\\/]/.test(name) && !isDotted(relative) ? `./${relative}` : relative;
    const path = decoded.endsWith('/') ? `${dotted}/` : dotted;
    const text = link.syntax === 'wiki' || /\s/.test(name) ? path : encodedPath(path);
    this.add(changes, note, written.nameStart, written.nameEnd, text + suffix, name);
  }

  private add(changes: Changes, note: Note, start: number, end: number, newText: string, was: string): void {
    changes.add(note.uri, { start, end, newText, was });
  }

  private resolve(uri: string, link: Link): Resolution {
    return resolve(this.vault, uri, link, this.settings.links);
  }

  private pathAfter(uri: string): string {
    return this.moved.get(uri) ?? pathOf(uri);
  }

  private moveOf(path: string): string {
    for (const { from, to } of this.change.moves) if (isInside(from, path)) return to + path.slice(from.length);
    return path;
  }
}

interface Source {
  readonly note: Note;
  readonly written: WrittenLink;
  /** Canonical URI and folder of the note after the change. */
  readonly uri: string;
  readonly folder: string;
  readonly inFrontMatter: boolean;
}

/** True if a link leads to the file as well as it led to the same one before. */
function leadsTo(file: File, after: Resolution, before: Resolution): boolean {
  return (
    after.files[0] === file &&
    after.fragment === before.fragment &&
    after.aliasFirst === before.aliasFirst &&
    // A path is no longer one where only a title of the same words is left.
    (isPath(after) || !isPath(before)) &&
    (!after.imprecise || before.imprecise) &&
    (!after.caseDiffers || before.caseDiffers)
  );
}

function isPath(found: Resolution): boolean {
  return isExact(found) || found.tier === 'suffix';
}

function isExact({ tier }: Resolution): boolean {
  return tier === 'relative' || tier === 'root';
}

function numberedAnchor(note: Note, fragment: string): NumberedAnchor | undefined {
  const found = findAnchor(note, fragment);
  if (found?.kind === 'heading') return { kind: 'heading', index: found.index, before: note };
  if (found?.kind === 'block') return { kind: 'block', index: note.blockIds.indexOf(found.block), before: note };
  return undefined;
}

/** Aliases and id, each at its place. */
function ownNames({ frontMatter }: Note): (string | undefined)[] {
  return frontMatter ? [...frontMatter.aliases, frontMatter.id] : [];
}

function filesAt(vault: Vault, path: string): File[] {
  const file = vault.files.get(uriOf(path));
  return file ? [file] : vault.files.inFolder(uriOf(path));
}
