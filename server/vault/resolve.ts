// Where a link leads (docs/links.md, sections 2 and 3): the one resolver of every feature. A link is resolved when it is
// asked about; the first tier with a hit wins, and the result says which it was.
import { type Link, wholeNames } from '../parse/note.ts';
import { isDriveOrShare, isExternal } from '../parse/wikilink.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, extname, isInside, joinPath, pathOf } from '../text/uri.ts';
import { inOrder } from './candidateOrder.ts';
import { type File, isIndexName, isMarkdownPath, nameKey, noteEndings, stemOf } from './files.ts';
import { findAnchor } from './fragments.ts';
import type { Vault } from './vault.ts';

export type Tier = 'url' | 'relative' | 'root' | 'suffix' | 'alias' | 'title' | 'name' | 'missing' | 'outside';

export interface Resolution {
  readonly tier: Tier;
  /** Best first; several are ambiguous. Empty for `url`, `missing`, `outside` and a folder. */
  readonly files: readonly File[];
  /** The content root that a `root` link started from: a path. */
  readonly root?: string;
  /** The written path does not exist: the note was found in spite of it. */
  readonly imprecise: boolean;
  /** The name differs from the file's in case only. */
  readonly caseDiffers: boolean;
  /** A folder of that path exists: a valid target of a Markdown link, no note for a wiki-link. */
  readonly folder?: string;
  /** What was read as the target: the alias where that stands first, the whole text where that is a file's name. */
  readonly target: string;
  /** What was read as the fragment. */
  readonly fragment: string | undefined;
  /** True where the `|` had its sides swapped. */
  readonly aliasFirst: boolean;
  /** True where an excluded file may exist but has not been looked for yet: nothing may be said. */
  readonly unknown: boolean;
}

/** How `[[a|b]]` is read: by what resolves, or always one way. */
export type PipeOrder = 'auto' | 'targetFirst' | 'aliasFirst';

/** Tells each step that was tried; see `explain`. */
export type Trace = (tier: Tier, what: string, found: readonly File[]) => void;

export interface ResolveOptions {
  readonly pipeOrder?: PipeOrder;
  readonly trace?: Trace;
}

const none: readonly File[] = [];
const nowhere: Resolution = {
  tier: 'missing',
  files: none,
  imprecise: false,
  caseDiffers: false,
  target: '',
  fragment: undefined,
  aliasFirst: false,
  unknown: false,
};

/** Resolves a link of the note at `source` (canonical URI). */
export function resolve(vault: Vault, source: string, link: Link, options: ResolveOptions = {}): Resolution {
  vault.counters.linksResolved++;
  const found =
    link.syntax === 'wiki' ? resolveWiki(vault, source, link, options) : resolvePath(vault, source, link, options);
  options.trace?.(found.tier, found.target, found.files);
  return found;
}

/**
 * True for the link that most links are: a bare name, spelled as its file is, that one note of the vault has. Wherever it
 * is looked for, it leads there, and there is nothing to say about it; the tiers need not be walked to know that.
 */
export function isPlainlyGood(vault: Vault, link: Pick<Link, 'syntax' | 'target' | 'fragment'>): boolean {
  return plainTarget(vault, link) !== undefined;
}

/** Where such a link leads, if its sides are not swapped; `undefined` for others. */
export function plainTarget(vault: Vault, link: Pick<Link, 'syntax' | 'target' | 'fragment'>): File | undefined {
  const { target } = link;
  if (link.syntax !== 'wiki' || link.fragment !== undefined || /[/\\:]/.test(target)) return undefined;
  const key = vault.keyOfTarget(target);
  const named = vault.files.named(key);
  const file = named[0];
  if (named.length !== 1 || !file || vault.files.indexesOf(key).length > 0) return undefined;
  const ending = isMarkdownPath(target) ? 0 : extname(file.path).length;
  const start = file.path.length - ending - target.length;
  if (!file.path.startsWith(target, start) || file.path.charCodeAt(start - 1) !== 47 || !vault.isNote(file))
    return undefined;
  vault.counters.linksResolved++;
  return file;
}

/** Resolves a written target as if it stood in a wiki-link of the note at `source`. */
export function resolveTarget(vault: Vault, source: string, target: string, options: ResolveOptions = {}): Resolution {
  const from = new Origin(vault, source, options.trace);
  return withDecoded(target, (text) => from.wiki(text));
}

function resolveWiki(vault: Vault, source: string, link: Link, options: ResolveOptions): Resolution {
  const { target, fragment, alias } = link;
  const from = new Origin(vault, source, options.trace);
  const dendron = alias !== undefined ? dendronTarget(alias) : dendronTarget(target);
  if (dendron !== undefined) {
    const [name, heading] = splitFragment(dendron);
    const found = withDecoded(name, (text) => from.wiki(text));
    return { ...found, fragment: heading ?? fragment, aliasFirst: alias !== undefined };
  }
  if (isExternal(target)) return { ...nowhere, tier: 'url', target, fragment };
  if (target === '') return from.self(fragment);
  const swapped = (byPathOnly: boolean): Resolution | undefined => {
    if (!alias || isExternal(alias)) return undefined;
    const [name, heading] = splitFragment(alias);
    if (name === '') {
      const own = vault.note(source);
      return own && heading && findAnchor(own, heading) ? { ...from.self(heading), aliasFirst: true } : undefined;
    }
    const found = withDecoded(name, (text) => from.wiki(text));
    if (found.files.length === 0 || (byPathOnly && !isPathTier(found.tier))) return undefined;
    return { ...found, fragment: heading, aliasFirst: true };
  };
  if (options.pipeOrder === 'aliasFirst') {
    const found = swapped(false);
    if (found) return found;
  }
  // `[[C# intro]]`: the whole text may be a file's name. In `[[note#Input/Output]]` the end of it alone is none: there it
  // is a heading with a slash.
  let inSpite: Resolution | undefined;
  for (const whole of wholeNames(link)) {
    const found = vault.files.named(nameKey(whole)).length > 0 ? from.wiki(whole) : undefined;
    if (!found?.files.length) continue;
    if (isPathTier(found.tier)) return { ...found, fragment: undefined };
    if (!/[/\\]/.test(fragment ?? '')) inSpite ??= { ...found, fragment: undefined };
  }
  const found = withDecoded(target, (text) => from.wiki(text));
  if (inSpite && found.files.length === 0) return inSpite;
  // The text of a link is often some note's title, so a title decides nothing here: only a path on the other side does.
  if (!isPathTier(found.tier) && found.tier !== 'name' && options.pipeOrder !== 'targetFirst') {
    const other = swapped(true);
    if (other) return other;
  }
  return fragment === undefined ? found : { ...found, fragment };
}

function isPathTier(tier: Tier): boolean {
  return tier === 'relative' || tier === 'root' || tier === 'suffix';
}

/** Markdown links, images and HTML: relative to the note, `/x` from a root, and nothing by guessing. */
function resolvePath(vault: Vault, source: string, link: Link, options: ResolveOptions): Resolution {
  const { target, fragment } = link;
  if (link.syntax === 'autolink' || isAnyScheme(target)) return { ...nowhere, tier: 'url', target, fragment };
  const from = new Origin(vault, source, options.trace);
  if (target === '') return from.self(fragment);
  const decoded = percentDecoded(target);
  const tries = [decoded ?? target, ...(decoded ? [target] : [])];
  for (const text of tries) {
    // A query or the number of a line is no part of the path, unless a file is named so.
    for (const path of new Set([text, text.replace(/[?].*$/, ''), text.replace(/:\d+(?::\d+)?$/, '')])) {
      if (path === '') continue;
      const found = from.path(path);
      if (found.files.length || found.folder !== undefined || found.unknown) return { ...found, fragment };
    }
  }
  const text = tries[0]!;
  if (vault.isObsidian && !text.includes('/')) {
    const found = from.unique(text);
    if (found) return { ...found, fragment };
  }
  return { ...from.path(text), fragment };
}

/** Any scheme of a URL in a Markdown link; one letter and a colon is a drive, and `main.c:12` a line of a file. */
export function isAnyScheme(target: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(target) && !/^[\w.-]+\.\w+:\d+(?::\d+)?$/.test(target);
}

/** The note of `dendron://vault/note`, or `undefined`. */
function dendronTarget(text: string): string | undefined {
  return text.charCodeAt(7) === 58 ? /^dendron:\/\/[^/]*\/(.+)$/i.exec(text)?.[1] : undefined;
}

function splitFragment(text: string): [string, string | undefined] {
  const hash = text.indexOf('#');
  return hash < 0 ? [text, undefined] : [text.slice(0, hash).trim(), text.slice(hash + 1).trim()];
}

/** The percent-decoded form counts only where the raw one finds nothing, or a note in spite of its path. */
function withDecoded(target: string, find: (text: string) => Resolution): Resolution {
  const found = find(target);
  if (found.files.length && !found.imprecise) return found;
  const decoded = percentDecoded(target);
  if (decoded === undefined) return found;
  const again = find(decoded);
  if (found.files.length) return again.files.length && !again.imprecise ? again : found;
  return again.files.length || again.tier === 'outside' ? again : found;
}

/** A written path in its parts, normalised by section 2. */
interface Written {
  readonly text: string;
  /** Begins with `/`. */
  readonly rooted: boolean;
  /** Begins with `./` or `../`. */
  readonly dotted: boolean;
  /** Has `.` or `..` anywhere. */
  readonly dots: boolean;
  /** The path without leading `/`, `./` and `../`, inner dots folded away; may be empty. */
  readonly suffix: string;
  /** `fold(text)` and `fold(suffix)` without a note's ending. */
  readonly key: string;
  readonly suffixKey: string;
  /** The note's ending as written, folded; empty where there is none. */
  readonly ending: string;
}

/** Targets recur: what was taken apart last is kept, up to a bound. */
const recent = new Map<string, Written>();

function written(target: string): Written {
  const known = recent.get(target);
  if (known) return known;
  if (recent.size >= 20_000) recent.clear();
  const path = takeApart(target);
  recent.set(target, path);
  return path;
}

function takeApart(target: string): Written {
  let text = target.trim();
  let suffix = text;
  let rooted = false;
  let dotted = false;
  if (/[/\\]|^\.{1,2}$/.test(text)) {
    const parts = text.replaceAll('\\', '/').split('/');
    const clean = parts.map((part) => part.trim()).filter((part) => part !== '');
    rooted = parts.length > 1 && parts[0]!.trim() === '';
    dotted = clean[0] === '.' || clean[0] === '..';
    const inner: string[] = [];
    for (const part of clean) {
      if (part === '..') inner.pop();
      else if (part !== '.') inner.push(part);
    }
    text = clean.join('/');
    suffix = inner.join('/');
  }
  const folded = fold(text);
  const ending = isMarkdownPath(folded) ? extname(folded) : '';
  const cut = (key: string) => (ending ? key.slice(0, -ending.length) : key);
  return {
    text,
    rooted,
    dotted,
    dots: suffix !== text,
    suffix,
    key: cut(folded),
    suffixKey: suffix === text ? cut(folded) : cut(fold(suffix)),
    ending,
  };
}

/** A link's own note, from which everything is looked up. */
class Origin {
  private readonly vault: Vault;
  private readonly source: string;
  private readonly notePath: string;
  private readonly folder: string;
  private readonly folderKey: string;
  private readonly trace: Trace | undefined;

  constructor(vault: Vault, source: string, trace: Trace | undefined) {
    this.vault = vault;
    this.source = source;
    const file = vault.files.get(source);
    this.notePath = file?.path ?? pathOf(source);
    this.folder = dirname(this.notePath);
    this.folderKey = file ? dirname(file.key) : fold(this.folder);
    this.trace = trace;
  }

  self(fragment: string | undefined): Resolution {
    const file = this.vault.files.get(this.source) ?? this.unlisted();
    return { ...nowhere, tier: 'relative', files: file ? [file] : [], target: '', fragment };
  }

  /** The note itself where the vault does not hold it: it is untitled, or lies outside of the folders. */
  private unlisted(): File | undefined {
    if (!this.vault.note(this.source)) return undefined;
    const { source: uri, notePath: path, folder: root } = this;
    return { uri, path, key: fold(path), root, inWorkspace: false, markdown: true, imageBeside: false, version: 0 };
  }

  /** The tiers of section 3, in order. */
  wiki(target: string): Resolution {
    if (isDriveOrShare(target)) return { ...nowhere, tier: 'outside', target };
    const path = written(target);
    if (path.text === '') return { ...nowhere, target };
    // Most targets that are no path at all are told apart here, by one look at the names.
    const name = basename(path.suffixKey);
    const isKnown =
      name === '' || this.vault.files.named(name).length > 0 || this.vault.files.indexesOf(name).length > 0;
    const found = isKnown
      ? (this.only(path, name, target) ??
        this.relative(path, target) ??
        this.fromRoots(path, target) ??
        this.suffix(path, target) ??
        this.byName(target) ??
        this.wrongFolder(path, target))
      : this.byName(target);
    if (found) return found;
    if (path.ending === '.markdown') {
      // `topic.markdown` may be a name that only looks like one with an ending.
      const named = this.wiki(`${target}.md`);
      if (named.files.length) return { ...named, target };
    }
    return this.nothing(path, target, true);
  }

  /** Markdown's own meaning of a path. */
  path(target: string): Resolution {
    if (isDriveOrShare(target)) return { ...nowhere, tier: 'outside', target };
    const path = written(target);
    if (path.text === '' && !path.rooted) return { ...nowhere, target };
    const found = path.rooted ? this.fromRoots(path, target) : this.relative(path, target);
    return found ?? this.nothing(path, target, false);
  }

  /** The only file of this name in the vault, as Obsidian finds it; else `undefined`. */
  unique(target: string): Resolution | undefined {
    const path = written(target);
    const hits = this.endingIn(path.suffixKey, path);
    return hits.files.length === 1 ? this.hit('suffix', hits, false, target) : undefined;
  }

  /** The usual case at a fraction of the cost: a bare name that one note of the vault has. Only its tier is left to say. */
  private only(path: Written, name: string, target: string): Resolution | undefined {
    if (this.trace || path.suffixKey !== name || path.dots || path.rooted) return undefined;
    const named = this.vault.files.named(name);
    const file = named[0];
    if (named.length !== 1 || !file?.markdown || this.vault.files.indexesOf(name).length > 0) return undefined;
    if (path.ending ? !file.key.endsWith(path.ending) : !this.vault.isNote(file)) return undefined;
    const hits = closest(named, path.suffix, path.ending, false);
    const folder = file.key.length - basename(file.key).length - 1;
    const isIn = (key: string): boolean => key.length === folder && file.key.startsWith(key);
    if (isIn(this.folderKey)) return this.hit('relative', hits, false, target);
    const root = this.vault.contentRoots.find((one) => isIn(this.vault.keyOf(one.path)));
    const found = this.hit(root ? 'root' : 'suffix', hits, false, target);
    return root ? { ...found, root: root.path } : found;
  }

  private relative(path: Written, target: string): Resolution | undefined {
    if (path.rooted) return undefined;
    const hits = this.at(this.folderKey, path);
    this.trace?.('relative', `${this.folder}/${path.text}`, hits.files);
    return hits.files.length ? this.hit('relative', hits, false, target) : undefined;
  }

  private fromRoots(path: Written, target: string): Resolution | undefined {
    if (path.dotted) return undefined;
    for (const root of this.roots()) {
      if (path.dots && joinPath('', path.text) === undefined) continue;
      const hits = this.at(this.vault.keyOf(root), path);
      this.trace?.('root', `${root}/${path.text}`, hits.files);
      if (hits.files.length) return { ...this.hit('root', hits, false, target), root };
    }
    return undefined;
  }

  /** Content roots, those around the note first and of them the innermost first. */
  private roots(): string[] {
    const paths = this.vault.contentRoots.map((root) => root.path);
    if (paths.length < 2) return paths;
    const around = paths.filter((path) => isInside(path, this.notePath)).sort((a, b) => b.length - a.length);
    return [...around, ...paths.filter((path) => !isInside(path, this.notePath))];
  }

  private suffix(path: Written, target: string): Resolution | undefined {
    if (path.suffix === '') return undefined;
    const hits = this.endingIn(path.suffixKey, path);
    this.trace?.('suffix', path.suffix, hits.files);
    return hits.files.length ? this.hit('suffix', hits, path.dotted, target) : undefined;
  }

  private byName(target: string): Resolution | undefined {
    const name = fold(target.trim());
    for (const tier of ['alias', 'title'] as const) {
      const uris = tier === 'alias' ? this.vault.aliased(name) : this.vault.titled(name);
      if (uris.length === 0) continue;
      const files = [...uris]
        .flatMap((uri) => this.vault.files.get(uri) ?? [])
        .filter((file) => this.vault.isNote(file));
      this.trace?.(tier, target, files);
      if (files.length) return this.hit(tier, { files, caseDiffers: false }, false, target);
    }
    return undefined;
  }

  /** The folder part is wrong, and exactly one file has the name. */
  private wrongFolder(path: Written, target: string): Resolution | undefined {
    const name = basename(path.suffixKey);
    if (name === '' || (name === path.suffixKey && !path.dotted && !path.rooted)) return undefined;
    if (/^(?:index|readme|main)$/.test(name)) return undefined;
    const files = this.endingIn(name, path).files.filter((file) => stemOf(file.key) === name);
    this.trace?.('name', name, files);
    return files.length === 1 ? this.hit('name', { files, caseDiffers: false }, true, target) : undefined;
  }

  private nothing(path: Written, target: string, wiki: boolean): Resolution {
    const places = path.rooted ? this.roots() : [this.folder, ...(wiki && !path.dotted ? this.roots() : [])];
    let unknown = false;
    for (const place of places) {
      const at = joinPath(place, path.text);
      if (at === undefined || !this.vault.isAllowed(at)) {
        if (place === places[0]) return { ...nowhere, tier: 'outside', target };
        continue;
      }
      if (this.vault.files.hasFolder(fold(at))) return { ...nowhere, target, folder: at };
      for (const ending of path.ending ? [''] : ['', ...noteEndings]) {
        const exists = this.vault.existsUnlisted(at + ending, !wiki && ending === '');
        if (exists) return { ...nowhere, tier: 'relative', target, folder: at };
        if (exists === undefined) unknown = true;
      }
    }
    return { ...nowhere, target, unknown };
  }

  // ---- looking a path up

  /** What lies at this path below a folder (folded): a note, another file, or the index of a folder. */
  private at(folder: string, path: Written): Hits {
    const { files } = this.vault;
    let start = folder;
    let inner = path.key;
    if (path.dots) {
      const whole = joinPath(folder, path.key);
      if (whole === undefined) return noHits;
      start = dirname(whole);
      inner = basename(whole);
    }
    if (start === '/') start = '';
    const name = basename(inner);
    const named = files.named(name);
    const innerAt = start.length + 1;
    const notes: File[] = [];
    const others: File[] = [];
    for (const file of named.length > longestBucket ? this.exactly(`${start}/${inner}`) : named) {
      const { key } = file;
      const rest = key.length - innerAt - inner.length;
      // Lengths tell most of them apart before any text is compared. `/index.md` is as long as `.markdown`.
      if (rest !== 0 && rest !== 3 && !(rest === 9 && key.endsWith('.markdown'))) continue;
      if (key.charCodeAt(start.length) !== 47 || !key.startsWith(start) || !key.startsWith(inner, innerAt)) continue;
      if (file.markdown) {
        if (
          path.ending ? key.endsWith(path.ending) && rest === path.ending.length : rest > 0 && this.vault.isNote(file)
        ) {
          notes.push(file);
        }
      } else if (rest === 0 && !path.ending) others.push(file);
    }
    // A sidecar is a file like an image: it needs its ending to be meant.
    if (notes.length || others.length) return closest(notes.length ? notes : others, path.suffix, path.ending, false);
    if (path.ending) return noHits;
    const indexes = files.indexesOf(name);
    if (indexes.length === 0) return noHits;
    const whole = `${start}/${inner}`;
    return closest(indexFirst(indexes.filter((file) => isDirectlyIn(whole, file.key))), path.suffix, '', true);
  }

  /** The files at a path when so many share its name that looking through them costs more. */
  private exactly(key: string): File[] {
    return ['', ...noteEndings].flatMap((ending) => this.vault.files.atPath(key + ending));
  }

  /** Files whose path ends in these segments (folded, no ending); the index of such a folder where no note does. */
  private endingIn(suffixKey: string, path: Written): Hits {
    const { files } = this.vault;
    const name = basename(suffixKey);
    const tail = `/${suffixKey}`;
    // Files of this name end in it; only the folders before it are left to compare.
    const isBare = suffixKey === name;
    const endsAt = (file: File, rest: string): boolean =>
      (isBare && file.markdown && file.key.endsWith(rest) && !rest.startsWith('/')) ||
      (file.key.endsWith(tail + rest) && file.key.length - tail.length - rest.length >= file.root.length);
    const notes: File[] = [];
    const others: File[] = [];
    const lookAt = (candidates: readonly File[]): void => {
      for (const file of candidates) {
        if (!file.markdown) {
          if (!path.ending && endsAt(file, '')) others.push(file);
        } else if (
          path.ending ? endsAt(file, path.ending) : endsAt(file, extname(file.key)) && this.vault.isNote(file)
        ) {
          notes.push(file);
        }
      }
    };
    // A large vault has thousands of indexes, and few in folders of one name.
    if (!isBare && isIndexName(name)) lookAt(files.indexesOf(basename(dirname(suffixKey))));
    if (notes.length === 0) lookAt(files.named(name));
    const found = notes.length ? notes : others;
    if (found.length || path.ending) {
      const asWritten = suffixKey === path.suffixKey ? path.suffix : basename(path.suffix);
      return closest(this.ownFolderFirst(found), asWritten, path.ending, false);
    }
    const indexes = files.indexesOf(name).filter((file) => endsAt(file, `/${basename(file.key)}`));
    return closest(this.ownFolderFirst(indexFirst(indexes)), path.suffix, '', true);
  }

  /** Notes of the link's own workspace folder hide those of others, and those hide files of the git root. */
  private ownFolderFirst(files: readonly File[]): readonly File[] {
    if (files.length < 2) return files;
    const folder = this.vault.folderOf(this.notePath)?.path;
    const own = files.filter((file) => file.inWorkspace && file.root === folder);
    if (own.length) return own;
    const workspace = files.filter((file) => file.inWorkspace);
    return workspace.length ? workspace : files;
  }

  private hit(tier: Tier, hits: Hits, imprecise: boolean, target: string): Resolution {
    const asking = { uri: this.source, folder: this.folder, target };
    const files = hits.files.length > 1 ? inOrder(asking, hits.files) : hits.files;
    const { caseDiffers } = hits;
    return { tier, files, imprecise, caseDiffers, target, fragment: undefined, aliasFirst: false, unknown: false };
  }
}

/** With more files of one name than this, paths are looked up instead of compared. */
const longestBucket = 16;

function isDirectlyIn(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.charCodeAt(folder.length) === 47 && path.indexOf('/', folder.length + 1) < 0;
}

/** Where a folder holds both, `index.md` comes before `README.md`. */
function indexFirst(files: readonly File[]): readonly File[] {
  if (files.length < 2) return files;
  const withIndex = new Set(files.filter((file) => stemOf(file.key) === 'index').map((file) => dirname(file.key)));
  return files.filter((file) => stemOf(file.key) === 'index' || !withIndex.has(dirname(file.key)));
}

interface Hits {
  readonly files: readonly File[];
  readonly caseDiffers: boolean;
}

const noHits: Hits = { files: [], caseDiffers: false };

/**
 * Of files that match when folded, those that match best what was written: exact bytes, then the same after
 * normalisation, then whatever differs in case. `index` says that the files are indexes of the folder written.
 */
function closest(files: readonly File[], suffix: string, ending: string, index: boolean): Hits {
  if (files.length === 0) return noHits;
  const quality = (file: File): number => {
    const own = index
      ? dirname(file.path)
      : ending || !file.markdown
        ? file.path
        : file.path.slice(0, file.path.lastIndexOf('.'));
    if (own.endsWith(suffix)) return 0;
    return own.normalize('NFC').endsWith(suffix.normalize('NFC')) ? 1 : 2;
  };
  if (files.length === 1) return { files, caseDiffers: quality(files[0]!) === 2 };
  const qualities = files.map(quality);
  const best = Math.min(...qualities);
  return { files: files.filter((_, at) => qualities[at] === best), caseDiffers: best === 2 };
}
