// Which files are no notes: `.gitignore` of the workspace folder and below, `files.exclude`, dot-folders.
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { dirname, isInside } from '../text/uri.ts';

/** Excluded files are not listed, but they exist: a target among them is looked for before it is called missing. */
export class Exclusions {
  private readonly ignores = new Map<string, Ignore>();
  /** Folders that were asked about: every link that leads nowhere asks about those on its way. */
  private readonly folders = new Map<string, boolean>();
  private globs: (path: string) => boolean = () => false;

  /** `files.exclude`: globs relative to a workspace folder. */
  setGlobs(globs: readonly string[]): void {
    this.folders.clear();
    const usable = globs.filter((glob) => typeof glob === 'string' && glob !== '' && isCheap(glob));
    // VS Code's globs know no `+(a)`, which could be made to take forever, and no `!a`.
    this.globs = usable.length ? picomatch(usable, { dot: true, noextglob: true, nonegate: true }) : () => false;
  }

  /** The text of the `.gitignore` in a folder. */
  addIgnoreFile(folder: string, text: string): void {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    const rules = ignore({ allowRelativePaths: false }).add(lines.filter(isCheap));
    this.ignores.set(folder, rules);
    this.folders.clear();
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
    if (this.globs(inner)) return true;
    for (const [folder, rules] of this.ignores) {
      if (!isInside(folder, path) || path === folder) continue;
      const relative = path.slice(folder.length + 1);
      if (ignore.isPathValid(relative) && rules.ignores(isFolder ? `${relative}/` : relative)) return true;
    }
    return false;
  }

  /** True if the path or a folder on the way to it is excluded. */
  covers(root: string, path: string): boolean {
    return this.coversFolder(root, dirname(path)) || this.excludes(root, path, false);
  }

  private coversFolder(root: string, folder: string): boolean {
    if (folder.length <= root.length) return false;
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const covered = this.coversFolder(root, dirname(folder)) || this.excludes(root, folder, true);
    this.folders.set(folder, covered);
    return covered;
  }
}

/** False for a pattern that a file name could make take minutes to compare: each `*` multiplies the work. */
export function isCheap(pattern: string): boolean {
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return pattern.length <= 1000 && stars(pattern) <= 10 && pattern.split('/').every((segment) => stars(segment) <= 4);
}
