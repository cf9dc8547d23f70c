// The name that a link must say after a change so that it still leads where it led: as it is if that will do, else the first
// spelling in its own style of which the resolver leaves no doubt. Asked inside `vault.supposing`.
import { type Link, type Note, titleOf } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { type File, isIndexName, nameKey, stemOf } from '../vault/files.ts';
import { isPlainlyGood, type Resolution, resolve } from '../vault/resolve.ts';
import { makesNote } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { aliasesAndId } from './nameChange.ts';
import { inBrackets } from './newLink.ts';
import { spellings } from './spellings.ts';
import type { WrittenLink } from './writtenLink.ts';
import { isPointed } from './writtenPath.ts';

/** A link that leads to a file, and where it will be read. */
export interface LinkAnew {
  readonly link: Link;
  readonly written: WrittenLink;
  /** Before the change. */
  readonly found: Resolution;
  readonly was: File;
  /** The file as it will be. */
  readonly file: File;
  /** Canonical URI and folder of the link's note after the change. */
  readonly uri: string;
  readonly folder: string;
  /** False where the note is where it was. */
  readonly hasMoved: boolean;
  readonly inFrontMatter: boolean;
}

export class NewNames {
  private readonly vault: Vault;
  private readonly settings: Settings;
  /** Notes that change, as they are and as they will be. */
  private readonly notes: ReadonlyMap<string, { readonly before: Note | undefined; readonly after: Note }>;
  /** What was written the same way in the same folder is written the same way again. */
  private readonly known = new Map<string, string | undefined>();
  private source = { uri: '', key: '' };
  private target = { uri: '', key: '' };

  /** @param after notes as they will be; the vault still has them as they are */
  constructor(vault: Vault, settings: Settings, after: readonly Note[]) {
    this.vault = vault;
    this.settings = settings;
    this.notes = new Map(after.map((note) => [note.uri, { before: vault.note(note.uri), after: note }]));
  }

  /** `undefined` where the link may stay as it is. */
  nameFor(of: LinkAnew): string | undefined {
    const key = this.keyOf(of);
    if (key === undefined) return this.find(of);
    if (!this.known.has(key)) this.known.set(key, this.find(of));
    return this.known.get(key);
  }

  /**
   * All that decides how a link by a path or a file name is written; `undefined` where more does. The text after the bar
   * is looked at only where the name is no path, and the link's own note counts only where it goes by the name itself.
   */
  private keyOf({
    link,
    written,
    found,
    was,
    file,
    uri,
    folder,
    hasMoved,
    inFrontMatter,
  }: LinkAnew): string | undefined {
    const isPlain = isPath(found) && !found.aliasFirst && link.target === written.name;
    if (hasMoved || !isPlain || this.settings.links.pipeOrder === 'aliasFirst') return undefined;
    // Links come note by note, and nearly all lead to one file.
    if (this.source.uri !== uri) this.source = { uri, key: nameKey(uri) };
    if (this.target.uri !== file.uri) this.target = { uri: file.uri, key: fold(stemOf(file.path)) };
    const own = this.source.key;
    if (own === this.vault.keyOfTarget(written.name) || own === this.target.key || isIndexName(own)) return undefined;
    const { syntax, target, fragment = '' } = link;
    const from = this.isSameFromEverywhere(link, file) ? '' : folder;
    return [was.uri, found.tier, found.root ?? '', syntax, isPointed(link), inFrontMatter, from, target, fragment].join(
      '\n',
    );
  }

  /**
   * True for a bare name that no file has any longer, where the file's new name leads there from every folder: nearly all
   * links are such, and a large vault has thousands of folders.
   */
  private isSameFromEverywhere(link: Link, file: File): boolean {
    const { vault } = this;
    const target = stemOf(file.path);
    if (!isBare(link.target) || !isBare(target) || isIndexName(target)) return false;
    const old = vault.keyOfTarget(link.target);
    const isLeft = vault.files.named(old).length > 0 || vault.files.indexesOf(old).length > 0;
    return !isLeft && isPlainlyGood(vault, { syntax: link.syntax, target, fragment: link.fragment });
  }

  private find(of: LinkAnew): string | undefined {
    const { link, written, found, file, uri } = of;
    const { name } = written;
    const now = this.resolve(uri, link);
    // A path that was exact stays so, for readers that know no other rule.
    const staysExact = !/[/\\]/.test(name) || !isExact(found) || isExact(now);
    if (leadsTo(file, now, found) && staysExact && (now.files.length === 1 || found.files.length > 1)) return undefined;
    let last: string | undefined;
    for (const text of this.forms(of)) {
      const probe = written.with(text, written.fragment);
      if (!probe) continue;
      const after = this.resolve(uri, probe);
      if (after.files.length === 0 || after.files[0] === file) last = text;
      const isSure = after.files.length === 1 && !after.imprecise && !after.caseDiffers;
      if (leadsTo(file, after, found) && isSure && !makesNote(this.vault, text, after)) return text;
    }
    // No spelling is beyond doubt: the plain path is the best there is, as where the file comes to lie where nothing is
    // listed. One that leads to another file is none.
    return last;
  }

  private *forms(of: LinkAnew): Generator<string> {
    const said = this.titleOrAlias(of);
    if (said !== undefined)
      for (const text of [said, inBrackets(said)]) if (!of.inFrontMatter || !/["'\\]/.test(text)) yield text;
    yield* spellings(this.vault, { ...of, name: of.written.name });
  }

  /** What the link said if that was the note's title or alias, as it is now. */
  private titleOrAlias({ written, found, was, file }: LinkAnew): string | undefined {
    if (found.tier === 'title') {
      const note = this.vault.note(file.uri);
      return note && titleOf(note);
    }
    const change = found.tier === 'alias' ? this.notes.get(was.uri) : undefined;
    if (!change?.before) return undefined;
    const key = fold(percentDecoded(written.name) ?? written.name);
    const at = aliasesAndId(change.before).findIndex((name) => name !== undefined && fold(name) === key);
    return at < 0 ? undefined : aliasesAndId(change.after)[at];
  }

  private resolve(uri: string, link: Link): Resolution {
    return resolve(this.vault, uri, link, this.settings.links);
  }
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

/** True for a name that is no path and may stand in a wiki-link as it is. */
function isBare(name: string): boolean {
  return !/[/\\:%#^|[\]]|^\.{1,2}$/.test(name);
}

function isPath(found: Resolution): boolean {
  return isExact(found) || found.tier === 'suffix';
}

function isExact({ tier }: Resolution): boolean {
  return tier === 'relative' || tier === 'root';
}
