// Where a link leads (link-rules, sections 2 and 3): the one resolver of every feature. A link is resolved when it is
// asked about; the first tier with a hit wins, and the result says which it was.
import type { Link } from '../parse/note.ts';
import { isDriveOrShare, isExternal } from '../parse/wikilink.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, isInside, joinPath, pathOf } from '../text/uri.ts';
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

const nowhere: Resolution = {
  tier: 'missing',
  files: [],
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
  const found = link.syntax === 'wiki' ? resolveWiki(vault, source, link, options) : resolvePath(vault, source, link, options);
  options.trace?.(found.tier, found.target, found.files);
  return found;
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
    return { ...from.wiki(name), fragment: heading ?? fragment, aliasFirst: alias !== undefined };
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
  if (fragment !== undefined) {
    // `[[C# intro]]`: the whole text may be a file's name.
    const whole = `${target}#${fragment}`;
    const found = vault.files.named(nameKey(whole)).length > 0 ? from.wiki(whole) : undefined;
    if (found?.files.length) return { ...found, fragment: undefined };
  }
  const found = withDecoded(target, (text) => from.wiki(text));
  // The text of a link is often some note's title, so a title decides nothing here: only a path on the other side does.
  if (!isPathTier(found.tier) && found.tier !== 'name' && options.pipeOrder !== 'targetFirst') {
    const other = swapped(true);
    if (other) return other;
  }
  return { ...found, fragment };
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
    for (const path of [text, text.replace(/[?].*$/, ''), text.replace(/:\d+(?::\d+)?$/, '')]) {
      if (path !== text && path === '') continue;
      const found = from.path(path);
      if (found.files.length || found.folder !== undefined || found.unknown) return { ...found, fragment };
      if (path === text) continue;
    }
  }
  const text = tries[0]!;
  if (vault.isObsidian && !text.includes('/')) {
    const found = from.unique(text);
    if (found) return { ...found, fragment };
  }
  return { ...from.path(text), fragment };
}

/** Any scheme of a URL in a Markdown link; one letter and a colon is a drive. */
function isAnyScheme(target: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(target) && !/^[a-z][\w.-]*:\d+$/i.test(target);
}

/** The note of `dendron://vault/note`, or `undefined`. */
function dendronTarget(text: string): string | undefined {
  return /^dendron:\/\/[^/]*\/(.+)$/i.exec(text)?.[1];
}

function splitFragment(text: string): [string, string | undefined] {
  const hash = text.indexOf('#');
  return hash < 0 ? [text, undefined] : [text.slice(0, hash).trim(), text.slice(hash + 1).trim()];
}

/** The percent-decoded form counts only where the raw one finds nothing. */
function withDecoded(target: string, find: (text: string) => Resolution): Resolution {
  const found = find(target);
  if (found.files.length) return found;
  const decoded = percentDecoded(target);
  if (decoded === undefined) return found;
  const again = find(decoded);
  return again.files.length || again.tier === 'outside' ? again : found;
}

/** A written path in its parts, normalised by section 2. */
interface Written {
  readonly text: string;
  /** Begins with `/`. */
  readonly rooted: boolean;
  /** Begins with `./` or `../`. */
  readonly dotted: boolean;
  /** The path without leading `/`, `./` and `../`, inner dots folded away; may be empty. */
  readonly suffix: string;
}

function written(text: string): Written {
  const parts = text
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.trim());
  const rooted = parts.length > 1 && parts[0] === '';
  const clean: string[] = [];
  for (const part of parts) if (part !== '') clean.push(part);
  const dotted = clean[0] === '.' || clean[0] === '..';
  const inner: string[] = [];
  for (const part of clean) {
    if (part === '.') continue;
    if (part === '..') inner.pop();
    else inner.push(part);
  }
  return { text: clean.join('/'), rooted, dotted, suffix: inner.join('/') };
}

/** A link's own note, from which everything is looked up. */
class Origin {
  private readonly vault: Vault;
  private readonly source: string;
  private readonly path_: string;
  private readonly folder: string;
  private readonly trace: Trace | undefined;

  constructor(vault: Vault, source: string, trace: Trace | undefined) {
    this.vault = vault;
    this.source = source;
    this.path_ = vault.files.get(source)?.path ?? pathOf(source);
    this.folder = dirname(this.path_);
    this.trace = trace;
  }

  self(fragment: string | undefined): Resolution {
    const file = this.vault.files.get(this.source);
    return { ...nowhere, tier: 'relative', files: file ? [file] : [], target: '', fragment };
  }

  /** The tiers of section 3, in order. */
  wiki(target: string): Resolution {
    if (isDriveOrShare(target)) return { ...nowhere, tier: 'outside', target };
    const path = written(target);
    if (path.text === '') return { ...nowhere, target };
    const key = nameKey(path.suffix);
    const known =
      path.suffix === '' || this.vault.files.named(key).length > 0 || this.vault.files.indexesOf(key).length > 0;
    if (known) {
      const found = this.relative(path) ?? this.fromRoots(path) ?? this.suffix(path);
      if (found) return { ...found, target };
    }
    const found = this.byName(target) ?? (known ? this.wrongFolder(path) : undefined);
    if (found) return { ...found, target };
    if (/\.markdown$/i.test(target)) {
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
    const found = path.rooted ? this.fromRoots(path) : this.relative(path);
    return found ? { ...found, target } : this.nothing(path, target, false);
  }

  /** The only file of this name in the vault, as Obsidian finds it; else `undefined`. */
  unique(target: string): Resolution | undefined {
    const path = written(target);
    const hits = this.candidates(path.suffix);
    return hits.files.length === 1 ? this.hit('suffix', hits, false, target) : undefined;
  }

  private relative(path: Written): Resolution | undefined {
    if (path.rooted) return undefined;
    const at = joinPath(this.folder, path.text);
    if (at === undefined) return undefined;
    const hits = this.at(at, path.text);
    this.trace?.('relative', at, hits.files);
    return hits.files.length ? this.hit('relative', hits, false, path.text) : undefined;
  }

  private fromRoots(path: Written): Resolution | undefined {
    if (path.dotted) return undefined;
    for (const root of this.roots()) {
      const at = joinPath(root, path.text);
      if (at === undefined || !isInside(root, at)) continue;
      const hits = this.at(at, path.text);
      this.trace?.('root', at, hits.files);
      if (hits.files.length) return { ...this.hit('root', hits, false, path.text), root };
    }
    return undefined;
  }

  /** Content roots, those around the note first and of them the innermost first. */
  private roots(): string[] {
    const paths = this.vault.contentRoots.map((root) => root.path);
    if (paths.length < 2) return paths;
    const around = paths.filter((path) => isInside(path, this.path_)).sort((a, b) => b.length - a.length);
    return [...around, ...paths.filter((path) => !isInside(path, this.path_))];
  }

  private suffix(path: Written): Resolution | undefined {
    if (path.suffix === '') return undefined;
    const hits = this.candidates(path.suffix);
    this.trace?.('suffix', path.suffix, hits.files);
    return hits.files.length ? this.hit('suffix', hits, path.dotted, path.text) : undefined;
  }

  private byName(target: string): Resolution | undefined {
    const name = fold(target.trim());
    for (const tier of ['alias', 'title'] as const) {
      const uris = tier === 'alias' ? this.vault.aliased(name) : this.vault.titled(name);
      if (uris.size === 0) continue;
      const files = [...uris].flatMap((uri) => this.vault.files.get(uri) ?? []).filter((file) => this.vault.isNote(file));
      this.trace?.(tier, target, files);
      if (files.length) return this.hit(tier, { files, caseDiffers: false }, false, target);
    }
    return undefined;
  }

  /** The folder part is wrong, and exactly one file has the name. */
  private wrongFolder(path: Written): Resolution | undefined {
    const name = basename(path.suffix);
    if (name === path.suffix && !path.dotted && !path.rooted) return undefined;
    if (/^(?:index|readme|main)$/i.test(stemOf(name))) return undefined;
    const files = this.candidates(name).files.filter((file) => stemOf(file.key) === nameKey(name));
    this.trace?.('name', name, files);
    return files.length === 1 ? this.hit('name', { files, caseDiffers: false }, true, path.text) : undefined;
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
      for (const ending of isMarkdownPath(at) ? [''] : ['', ...noteEndings]) {
        const exists = this.vault.existsUnlisted(at + ending);
        if (exists) return { ...nowhere, tier: 'relative', target, folder: at };
        if (exists === undefined) unknown = true;
      }
    }
    return { ...nowhere, target, unknown };
  }

  // ---- looking a path up

  /** What lies at exactly this path: a note, another file, or the index of a folder. */
  private at(path: string, asWritten: string): Hits {
    const { files } = this.vault;
    const key = fold(path);
    const hasEnding = isMarkdownPath(key);
    const notes: File[] = [];
    if (!hasEnding) for (const ending of noteEndings) for (const file of files.atPath(key + ending)) notes.push(file);
    const exact = files.atPath(key);
    const found = [...exact.filter((file) => this.counts(file, hasEnding)), ...notes.filter((file) => this.counts(file, false))];
    if (found.length) {
      // A note of that path comes before another file of it.
      const markdown = found.filter((file) => file.markdown);
      return closest(markdown.length ? markdown : found, path, asWritten);
    }
    if (hasEnding) return noHits;
    for (const stem of ['index', 'readme']) {
      const index = noteEndings.flatMap((ending) => files.atPath(`${key}/${stem}${ending}`));
      if (index.length) return closest(index, path, asWritten, true);
    }
    return noHits;
  }

  /** A sidecar is a file like an image: it needs its ending to be meant. */
  private counts(file: File, written: boolean): boolean {
    return written || !file.markdown || this.vault.isNote(file);
  }

  /** Files whose path ends in these segments; the index of such a folder where no note does. */
  private candidates(suffix: string): Hits {
    const { files } = this.vault;
    const name = nameKey(suffix);
    const hasEnding = isMarkdownPath(suffix);
    const tail = `/${fold(suffix)}`;
    const ends = (file: File, end: string): boolean =>
      file.key.endsWith(end) && file.key.length - end.length >= file.root.length;
    const notes = files.named(name).filter((file) => {
      if (!file.markdown || !this.counts(file, hasEnding)) return false;
      return hasEnding ? ends(file, tail) : noteEndings.some((ending) => ends(file, tail + ending));
    });
    const others = notes.length ? [] : files.named(fold(basename(suffix))).filter((file) => !file.markdown && ends(file, tail));
    let found = notes.length ? notes : others;
    let folder = false;
    if (found.length === 0 && !hasEnding) {
      found = files.indexesOf(fold(basename(suffix))).filter((file) => {
        const own = `/${fold(basename(file.path))}`;
        return ends(file, tail + own);
      });
      const indexes = found.filter((file) => stemOf(file.path).toLowerCase() === 'index');
      if (indexes.length) found = found.filter((file) => indexes.includes(file) || !indexes.some((index) => dirname(index.key) === dirname(file.key)));
      folder = true;
    }
    return closest(this.ownFolderFirst(found), `/${suffix}`, suffix, folder);
  }

  /** Notes of the link's own workspace folder hide those of others, and those hide files of the git root. */
  private ownFolderFirst(files: readonly File[]): readonly File[] {
    if (files.length < 2) return files;
    const folder = this.vault.folderOf(this.path_)?.path;
    const own = files.filter((file) => file.inWorkspace && file.root === folder);
    if (own.length) return own;
    const workspace = files.filter((file) => file.inWorkspace);
    return workspace.length ? workspace : files;
  }

  private hit(tier: Tier, hits: Hits, imprecise: boolean, target: string): Resolution {
    const files = hits.files.length > 1 ? this.inOrder(hits.files, target) : hits.files;
    return { ...nowhere, tier, files, imprecise, caseDiffers: hits.caseDiffers, target };
  }

  /**
   * Where an ambiguous link goes: never the note itself; for `../` outside the note's folder first; then the nearest
   * common folder, fewest segments, path order.
   */
  private inOrder(files: readonly File[], target: string): File[] {
    const climbs = /^\.\.[\\/]/.test(target);
    const rank = (file: File) => [
      file.uri === this.source ? 1 : 0,
      climbs && isInside(this.folder, file.path) ? 1 : 0,
      -commonSegments(this.folder, file.path),
      file.path.split('/').length,
    ];
    const ranked = files.map((file) => ({ file, rank: rank(file) }));
    ranked.sort((a, b) => {
      for (const [index, value] of a.rank.entries()) {
        const difference = value - b.rank[index]!;
        if (difference) return difference;
      }
      return a.file.path < b.file.path ? -1 : 1;
    });
    return ranked.map((entry) => entry.file);
  }
}

interface Hits {
  readonly files: readonly File[];
  readonly caseDiffers: boolean;
}

const noHits: Hits = { files: [], caseDiffers: false };

/**
 * Of files that match a path when folded, those that match it best: exact bytes, then the same after normalisation,
 * then whatever differs in case. `index` says that the files are indexes of the folder at that path.
 */
function closest(files: readonly File[], path: string, asWritten: string, index = false): Hits {
  const wanted = index ? path : withoutNoteEnding(path);
  const quality = (file: File): number => {
    const own = index ? dirname(file.path) : withoutNoteEnding(file.path);
    const tail = asWritten === '' ? own : own.slice(-wanted.length);
    if (tail === wanted) return 0;
    if (own.normalize('NFC').endsWith(wanted.normalize('NFC'))) return 1;
    return 2;
  };
  let best = 3;
  let found: File[] = [];
  for (const file of files) {
    const own = quality(file);
    if (own < best) {
      best = own;
      found = [file];
    } else if (own === best) found.push(file);
  }
  return { files: found, caseDiffers: best === 2 };
}

function withoutNoteEnding(path: string): string {
  return isMarkdownPath(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}

function commonSegments(folder: string, path: string): number {
  const a = folder.split('/');
  const b = dirname(path).split('/');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return common;
}

/** True for a target that names its folder's index rather than itself. */
export function isIndex(file: File): boolean {
  return isIndexName(stemOf(file.path));
}
