// What links must say after files moved or headings changed, so that each still leads where it led. Every link that
// could notice is resolved in the vault as it is and in the vault as it will be; one that would lead elsewhere, or no
// longer exactly there, is written anew in its own style.
import { isInFrontMatter, type Link, type Note, titleOf } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { dirname, pathOf, uriOf } from '../text/uri.ts';
import { type File, nameKey } from '../vault/files.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { fragmentFor, type NumberedAnchor, numberedAnchor } from './fragmentSpellings.ts';
import { withHeadingsAfter } from './headingsAfter.ts';
import { concernedNames, movedFiles, type NameChange, pathAfter } from './nameChange.ts';
import { NewNames } from './newName.ts';
import type { Changes } from './plan.ts';
import { unlistedPath } from './unlistedPath.ts';
import { WikiLabels } from './wikiLabel.ts';
import { writtenLink } from './writtenLink.ts';

/**
 * A link that will lead elsewhere, which nobody can write otherwise: its file will be gone, or no fragment can name its
 * heading any longer.
 */
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

/**
 * Adds to `changes` what links must say after a change of names, and after what that changes in headings; answers which
 * links will be astray.
 */
export function relink(
  vault: Vault,
  change: NameChange,
  changes: Changes,
  settings: Settings,
  onlyWiki = false,
): Astray[] {
  const labels = new WikiLabels();
  const relinking = new Relinking(vault, change, settings, labels);
  const astray = relinkNoticed(relinking, relinking.noticed(), changes, onlyWiki);
  // A link in a heading may say another heading that changes: after a few rounds nobody writes more of them.
  let { notes } = change;
  for (let round = 0; round < mostRounds; round++) {
    const after = withHeadingsAfter(vault, changes, change.notes);
    if (!after || isSame(notes, after)) break;
    notes = after;
    const again = new Relinking(vault, { ...change, notes }, settings, labels);
    relinkNoticed(again, again.noticedHeadings(), changes, onlyWiki);
  }
  labels.addTo(changes);
  changes.names = { ...change, notes };
  return astray;
}

const mostRounds = 3;

function isSame(notes: readonly Note[], after: readonly Note[]): boolean {
  const raw = (of: readonly Note[]) => of.map(({ uri, headings }) => [uri, ...headings.map((heading) => heading.raw)]);
  return JSON.stringify(raw(notes)) === JSON.stringify(raw(after));
}

function relinkNoticed(
  relinking: Relinking,
  noticed: readonly Noticed[],
  changes: Changes,
  onlyWiki: boolean,
): Astray[] {
  return relinking.vault.supposing(relinking.supposition, () => {
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
  private readonly moved: ReadonlyMap<string, string | undefined>;
  private readonly changed: ReadonlySet<string>;
  private readonly newNames: NewNames;
  private readonly urisAfter = new Map<string, string>();
  readonly vault: Vault;
  private readonly change: NameChange;
  private readonly settings: Settings;
  private readonly labels: WikiLabels;

  constructor(vault: Vault, change: NameChange, settings: Settings, labels: WikiLabels) {
    this.vault = vault;
    this.change = change;
    this.settings = settings;
    this.labels = labels;
    this.moved = movedFiles(vault, change);
    this.changed = new Set(change.notes.map(({ uri }) => uri));
    this.newNames = new NewNames(vault, settings, change.notes);
  }

  get supposition() {
    return { moved: this.moved, created: this.change.created, notes: this.change.notes };
  }

  /** The links that could notice: those that say a name that comes or goes, and all of a note that moves. */
  noticed(): Noticed[] {
    const names = concernedNames(this.vault, this.change, this.moved);
    const sources = new Set<string>(this.changed);
    for (const name of names) for (const uri of this.vault.mentioning(name)) sources.add(uri);
    for (const [uri, path] of this.moved) if (path !== undefined) sources.add(uri);
    const saysOne = this.saying(names);
    return this.among(sources, (uri, link) => this.moved.has(uri) || this.changed.has(uri) || saysOne(link));
  }

  /** Those that could notice only that headings change: they say one, or a title. */
  noticedHeadings(): Noticed[] {
    const { notes } = this.change;
    const headings = { moves: [], created: [], deleted: [], notes };
    const sources = new Set<string>(this.changed);
    for (const name of concernedNames(this.vault, headings, new Map()))
      for (const uri of this.vault.mentioning(name)) sources.add(uri);
    const titles = notes.flatMap((note) => {
      const title = titleOf(this.vault.note(note.uri) ?? note);
      return title === undefined || title === titleOf(note) ? [] : [nameKey(title)];
    });
    const saysTitle = this.saying(new Set(titles));
    const saysHeading = ({ fragment, alias }: Link) => fragment !== undefined || alias?.includes('#') === true;
    return this.among(sources, (_, link) => saysHeading(link) || saysTitle(link));
  }

  private saying(names: ReadonlySet<string>): (link: Link) => boolean {
    const texts = this.vault.textsOf(names);
    return ({ target, alias }) => texts.has(target) || (alias !== undefined && texts.has(alias));
  }

  private among(sources: Iterable<string>, isMeant: (uri: string, link: Link) => boolean): Noticed[] {
    const noticed: Noticed[] = [];
    for (const uri of sources) {
      const note = this.vault.note(uri);
      if (!note || (this.moved.has(uri) && this.moved.get(uri) === undefined)) continue;
      for (const link of note.links) {
        if (link.syntax === 'autolink' || link.syntax === 'reference' || !isMeant(uri, link)) continue;
        const found = resolve(this.vault, uri, link, this.settings.links);
        if (found.tier === 'url') continue;
        // The lists of files are the index's own and change with it.
        noticed.push({ note, link, found: { ...found, files: [...found.files] }, anchor: this.anchorOf(found) });
      }
    }
    return noticed;
  }

  private anchorOf(found: Resolution): NumberedAnchor | undefined {
    const uri = found.files[0]?.uri;
    if (uri === undefined || found.fragment === undefined || !this.changed.has(uri)) return undefined;
    const before = this.vault.note(uri);
    return before && numberedAnchor(before, found.fragment);
  }

  // ---- in the vault as it will be

  /** Writes the link anew where it must be; answers where it goes if nobody can. */
  follow({ note, link, found, anchor }: Noticed, changes: Changes): File | undefined {
    const written = writtenLink(link, found);
    if (!written) return undefined;
    const add = (start: number, end: number, newText: string | undefined, was: string) => {
      if (newText !== undefined) changes.add(note.uri, { start, end, newText, was });
    };
    const was = found.files[0];
    const path = this.pathAfter(note.uri);
    const folder = dirname(path);
    const hasMoved = this.moved.has(note.uri);
    const inFrontMatter = isInFrontMatter(note, link);
    if (!was) {
      const places = {
        before: hasMoved ? dirname(pathOf(note.uri)) : folder,
        after: folder,
        roots: this.vault.contentRoots.map((root) => root.path),
        moveOf: (path: string) => pathAfter(this.change.moves, path),
        isFolder: (path: string) => this.vault.files.hasFolder(fold(path)),
        folderAt: (name: string) =>
          this.folderAt(hasMoved ? uriOf(path) : note.uri, written.with(name, written.fragment)),
      };
      const text = unlistedPath(link, written.name, found, places, inFrontMatter);
      add(written.nameStart, written.nameEnd, text, written.name);
      return undefined;
    }
    const uri = hasMoved ? uriOf(path) : note.uri;
    if (this.moved.has(was.uri) && this.moved.get(was.uri) === undefined) {
      const to = resolve(this.vault, uri, link, this.settings.links).files[0];
      return to && to.uri !== was.uri ? to : undefined;
    }
    const file = this.fileAfter(was);
    if (!file) return undefined;
    let { name, fragment } = written;
    // `[[#heading]]` goes where its note goes.
    if (name !== '') {
      name = this.newNames.nameFor({ link, written, found, was, file, uri, folder, hasMoved, inFrontMatter }) ?? name;
      add(written.nameStart, written.nameEnd, name, written.name);
    }
    const after = anchor && this.vault.note(file.uri);
    if (after && fragment !== undefined) {
      const place = { syntax: link.syntax, inFrontMatter };
      const isFine = (text: string) => written.with(written.name, text) !== undefined;
      fragment = fragmentFor(fragment, anchor, after, place, isFine);
      if (fragment === undefined) return file;
      if (written.fragment !== undefined) add(written.fragmentStart, written.fragmentEnd, fragment, written.fragment);
    }
    const isOther = name !== written.name || fragment !== written.fragment;
    if (isOther && link.syntax === 'wiki') this.labels.follow(note, link, written.with(name, fragment));
    return undefined;
  }

  /** Asked for with every link to a file that moves. */
  private fileAfter(file: File): File | undefined {
    const { uri } = file;
    if (!this.moved.has(uri)) return file;
    let after = this.urisAfter.get(uri);
    if (after === undefined) this.urisAfter.set(uri, (after = uriOf(this.pathAfter(uri))));
    return this.vault.files.get(after);
  }

  private pathAfter(uri: string): string {
    return this.moved.get(uri) ?? this.vault.files.get(uri)?.path ?? pathOf(uri);
  }

  private folderAt(uri: string, link: Link | undefined): string | undefined {
    return link && resolve(this.vault, uri, link, this.settings.links).folder;
  }
}
