// The files of a Git revision, as a file system: the vault as it was then is read by the same loader.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FileSystemNow, ReadFile } from '../lsp/fileSystem.ts';
import type { FolderEntry, StatResult } from '../protocol.ts';
import { dirname, joinPath, pathOf } from '../text/uri.ts';
import { isMarkdownPath } from '../vault/files.ts';
import { vaultPath } from './paths.ts';

const mostOutput = 1 << 30;

interface GitOptions {
  readonly input?: string;
  /** A file of its own in place of the index. */
  readonly index?: string;
}

function git(folder: string, args: readonly string[], { input, index }: GitOptions = {}): Buffer {
  return execFileSync('git', ['-C', folder, ...args], {
    maxBuffer: mostOutput,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
    ...(index === undefined ? {} : { env: { ...process.env, GIT_INDEX_FILE: index } }),
  });
}

/** The top folder of the repository that holds `folder`; `undefined` where there is none, or no Git. */
export function gitTop(folder: string): string | undefined {
  try {
    return git(folder, ['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '');
  } catch {
    return undefined;
  }
}

/** The id of the commit that a name stands for; `undefined` where it stands for none. */
export function gitCommit(folder: string, name: string): string | undefined {
  try {
    return git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
      .toString('utf8')
      .trim();
  } catch {
    return undefined;
  }
}

/** Files renamed since a commit, staged or not: the old path -> the new one, both from the top folder. */
export function gitRenames(top: string, commit: string): Map<string, string> {
  // Git compares what its index names: files it has not heard of are named in a copy.
  const temporary = mkdtempSync(join(tmpdir(), 'research-notes-'));
  try {
    const index = join(temporary, 'index');
    const own = git(top, ['rev-parse', '--git-path', 'index']).toString('utf8').replace(/\n$/, '');
    if (existsSync(resolve(top, own))) copyFileSync(resolve(top, own), index);
    nameUnheard(top, index);
    const notes = [':(icase)*.md', ':(icase)*.markdown'];
    const args = ['diff', '--name-status', '-M', '-z', '--diff-filter=R', commit, '--', ...notes];
    const parts = git(top, args, { index }).toString('utf8').split('\0');
    const renames = new Map<string, string>();
    for (let at = 0; at + 2 < parts.length; at += 3) renames.set(parts[at + 1]!, parts[at + 2]!);
    return renames;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Names all files in an index. Git ends with an error where it leaves one out: a repository inside that has no commit. */
function nameUnheard(top: string, index: string): void {
  try {
    git(top, ['add', '--intent-to-add', '--ignore-errors', '--', '.'], { index });
  } catch {
    // What the index names without it is compared: a note that was renamed may count as new.
  }
}

/** @param top the top folder of the repository; @param commit the id of a commit */
export function gitFiles(top: string, commit: string): FileSystemNow {
  const root = vaultPath(top);
  const sizes = new Map<string, { id: string; size: number }>();
  const folders = new Map<string, Map<string, FolderEntry>>([[root, new Map()]]);
  const enter = (path: string, kind: 'file' | 'folder') => {
    const folder = dirname(path);
    let entries = folders.get(folder);
    if (!entries) {
      entries = new Map();
      folders.set(folder, entries);
      enter(folder, 'folder');
    }
    const name = path.slice(folder.length + 1);
    entries.set(name, { name, kind });
  };
  const links = new Map<string, string>();
  for (const line of git(top, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]).toString('utf8').split('\0')) {
    const match = /^(\d+) blob (\w+) +(\d+)\t(.*)$/s.exec(line);
    if (!match) continue;
    const path = `${root}/${match[4]!}`;
    if (match[1] === '120000') {
      links.set(path, match[2]!);
      continue;
    }
    sizes.set(path, { id: match[2]!, size: Number(match[3]) });
    enter(path, 'file');
  }
  // A symbolic link to a file is that file, if the revision has it; one to a folder is not followed on the disk, either.
  const targets = readBlobs(top, [...new Set(links.values())]);
  const linkedFrom = (path: string): string | undefined => {
    const target = targets.get(links.get(path) ?? '');
    const written = target && Buffer.from(target).toString('utf8');
    return written?.startsWith('/') ? vaultPath(written) : written && joinPath(dirname(path), written);
  };
  for (const link of links.keys()) {
    let path = linkedFrom(link);
    for (let steps = 0; path !== undefined && links.has(path) && steps < 40; steps++) path = linkedFrom(path);
    const blob = path === undefined ? undefined : sizes.get(path);
    if (!blob) continue;
    sizes.set(link, blob);
    enter(link, 'file');
  }
  // One process for all notes: one for each batch of the loader would take longer than everything else.
  const notes = [...sizes].filter(([path]) => isMarkdownPath(path)).map(([, blob]) => blob);
  let known: Map<string, Uint8Array> | undefined;
  const contentsOf = (
    blobs: readonly { id: string; size: number }[],
    limit: number,
  ): ReadonlyMap<string, Uint8Array> => {
    const first = known === undefined ? notes.filter((blob) => blob.size <= limit) : [];
    known ??= new Map();
    const missing = [...first, ...blobs].filter((blob) => !known!.has(blob.id)).map((blob) => blob.id);
    for (const [id, bytes] of readBlobs(top, [...new Set(missing)])) known.set(id, bytes);
    return known;
  };
  const pathsOf = (uris: readonly string[]): string[] => uris.map(pathOf);
  const statNow = (uri: string): StatResult[number] => {
    const path = pathOf(uri);
    if (sizes.has(path)) return 'file';
    return folders.has(path) || path === `${root}/.git` ? 'folder' : null;
  };
  return {
    list: async (uris) =>
      pathsOf(uris).map((path) => {
        const entries = folders.get(path);
        return entries ? [...entries.values()] : null;
      }),
    stat: async (uris) => uris.map(statNow),
    statNow,
    async read(uris, limit, head) {
      const asked = pathsOf(uris).map((path) => sizes.get(path));
      const wanted = asked
        .filter((blob) => blob !== undefined)
        .filter((blob) => head !== undefined || blob.size <= limit);
      const contents = contentsOf(wanted, limit);
      return asked.map((blob): ReadFile => {
        if (!blob) return { size: 0 };
        const bytes = wanted.includes(blob) ? contents.get(blob.id) : undefined;
        return bytes
          ? { size: blob.size, bytes: head === undefined ? bytes : bytes.subarray(0, head) }
          : { size: blob.size };
      });
    },
    // Nothing changes in a commit.
    state: async (uris) => uris.map(() => null),
    isTooWide: () => false,
  };
}

/** `git cat-file --batch`: a line with the size, the bytes, a line end, for each id. */
function readBlobs(top: string, ids: readonly string[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  if (ids.length === 0) return found;
  const output = git(top, ['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
  let at = 0;
  for (const id of ids) {
    const lineEnd = output.indexOf(10, at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('latin1', at, lineEnd))?.[1]);
    if (!Number.isInteger(size)) {
      at = lineEnd + 1;
      continue;
    }
    found.set(id, output.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return found;
}
