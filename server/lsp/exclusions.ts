// Which files are no notes: `.gitignore` of the workspace folder and below, `files.exclude`, dot-folders.
import ignore, { type Ignore } from 'ignore';
import { dirname, isInside } from '../text/uri.ts';
import { anyGlob, isCheap } from './globs.ts';
import { unknownVersion } from './versions.ts';

/** Excluded files are not listed, but they exist: a target among them is looked for before it is called missing. */
export class Exclusions {
  private readonly ignores = new Map<string, IgnoreFile>();
  /** Folders that were asked about: every link that leads nowhere asks about those on its way. */
  private readonly folders = new Map<string, boolean>();
  private globs: (path: string) => boolean = () => false;
  private readonly hasRules: (root: string) => boolean;

  /** @param hasRules false for a root outside of the workspace: what lies there is a target, whatever rules say of notes */
  constructor(hasRules: (root: string) => boolean = () => true) {
    this.hasRules = hasRules;
  }

  /** `files.exclude`: globs relative to a workspace folder. */
  setGlobs(globs: readonly string[]): void {
    this.folders.clear();
    this.globs = anyGlob(globs) ?? (() => false);
  }

  /** The text of the `.gitignore` in a folder, and its version as of `versionOf`. */
  addIgnoreFile(folder: string, text: string, version = unknownVersion): void {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    this.ignores.set(folder, new IgnoreFile(lines.filter(isCheap), version));
    this.folders.clear();
  }

  /** The folders that are known to hold a `.gitignore`. */
  get ignoreFiles(): ReadonlyMap<string, { readonly version: number }> {
    return this.ignores;
  }

  clear(): void {
    this.ignores.clear();
    this.folders.clear();
  }

  /** @param root the workspace folder (or git root) that holds `path` */
  excludes(root: string, path: string, isFolder: boolean): boolean {
    if (path === root) return false;
    const inner = path.slice(root.length + 1);
    const name = inner.slice(inner.lastIndexOf('/') + 1);
    if (name.startsWith('.') || (isFolder && name === 'node_modules')) return true;
    if (!this.hasRules(root)) return false;
    if (this.globs(inner)) return true;
    // Up from the file: a vault of many projects has thousands of these.
    for (let folder = dirname(path); isInside(root, folder); folder = dirname(folder)) {
      if (this.ignores.get(folder)?.ignores(path.slice(folder.length + 1), name, isFolder)) return true;
      if (folder === root) break;
    }
    return false;
  }

  /** True if the path or a folder on the way to it is excluded. */
  covers(root: string, path: string): boolean {
    return this.coversFolder(root, dirname(path)) || this.excludes(root, path, false);
  }

  /** The same of a folder. */
  coversFolder(root: string, folder: string): boolean {
    if (folder.length <= root.length) return false;
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const covered = this.coversFolder(root, dirname(folder)) || this.excludes(root, folder, true);
    this.folders.set(folder, covered);
    return covered;
  }
}

/** A line that is nothing but a name, or `*` and an ending; with `/` at its end that of a folder. */
const plainName = /^(\*(?=\.))?([\w.-]+)(\/?) *$/;

/** Most lines of a `.gitignore` are names and endings: these are looked up, and only the others compared with every path. */
class IgnoreFile {
  readonly version: number;
  private readonly rules: Ignore;
  /** Names, and endings as `*.pyc`, in lower case, as `ignore` compares them. */
  private readonly names = new Set<string>();
  private readonly folderNames = new Set<string>();

  constructor(lines: readonly string[], version: number) {
    this.version = version;
    // A `!` takes back what lines before it said: then their order counts.
    const ordered = lines.some((line) => line.startsWith('!'));
    const others = lines.filter((line) => {
      const match = ordered ? null : plainName.exec(line);
      if (match) (match[3] ? this.folderNames : this.names).add(((match[1] ?? '') + match[2]).toLowerCase());
      return !match;
    });
    this.rules = ignore({ allowRelativePaths: false }).add(others);
  }

  /** @param path from the file's folder; the folders on the way to it are not ignored */
  ignores(path: string, name: string, isFolder: boolean): boolean {
    const key = name.toLowerCase();
    if (this.hasName(key, isFolder)) return true;
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1))
      if (this.hasName(`*${key.slice(dot)}`, isFolder)) return true;
    return ignore.isPathValid(path) && this.rules.ignores(isFolder ? `${path}/` : path);
  }

  private hasName(name: string, isFolder: boolean): boolean {
    return this.names.has(name) || (isFolder && this.folderNames.has(name));
  }
}
