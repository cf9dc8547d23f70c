// One literal is the world of a test: `//- path` begins a file, `$0` is the cursor, `$0…$0` a selection.
import { defaultSettings, type Settings } from '../server/protocol.ts';
import type { Place } from '../server/text/span.ts';
import { uriOf } from '../server/text/uri.ts';
import { inferContentRoot } from '../server/vault/contentRoots.ts';
import { Search } from '../server/vault/search.ts';
import { dominantStyle } from '../server/vault/style.ts';
import { Vault } from '../server/vault/vault.ts';
import { finish } from '../server/vault/walk.ts';

export interface World {
  readonly vault: Vault;
  readonly search: Search;
  readonly settings: Settings;
  /** Where the `$0` stands; throws where the literal has none. */
  readonly place: Place;
  /** The other end of a selection, or the same offset. */
  readonly selectionEnd: number;
  /** Path in the vault -> text, as written, without the cursor marks. */
  readonly texts: ReadonlyMap<string, string>;
  uri(path: string): string;
  /** The path in the vault of a URI. */
  path(uri: string): string;
  /** The text between two offsets of a file. */
  slice(path: string, start: number, end: number): string;
}

export interface WorldOptions {
  /** The folder that is opened, `/v` by default; paths of the literal are relative to it or absolute. */
  readonly folder?: string;
  readonly folders?: readonly string[];
  readonly gitRoot?: string;
  readonly contentRoots?: readonly string[];
  readonly obsidian?: boolean;
  readonly settings?: DeepPartial<Settings>;
  /** Keep the texts of all notes, as if every one were open or lent. Default: yes. */
  readonly texts?: boolean;
}

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

/** Builds the vault of a literal, complete as after loading. Files that do not end in `.md` hold their text and nothing more. */
export function world(literal: string, options: WorldOptions = {}): World {
  const vault = new Vault();
  const folders = options.folders ?? [options.folder ?? '/v'];
  vault.folders = folders.map((path) => ({ uri: uriOf(path), path, name: path.slice(path.lastIndexOf('/') + 1) }));
  vault.gitRoot = options.gitRoot;
  vault.isObsidian = options.obsidian ?? false;
  const home = folders[0]!;
  const absolute = (path: string) => (path.startsWith('/') ? path : `${home}/${path}`);
  vault.contentRoots = [
    ...folders.map((path) => ({ path, reason: 'workspace' as const })),
    ...(options.contentRoots ?? []).map((path) => ({ path: absolute(path), reason: 'setting' as const })),
  ];
  const texts = new Map<string, string>();
  let place: Place | undefined;
  let selectionEnd = 0;
  for (const { path, text } of split(literal)) {
    const cursor = text.indexOf('$0');
    const plain = text.replaceAll('$0', '');
    if (cursor >= 0) {
      const second = text.indexOf('$0', cursor + 2);
      place = { uri: uriOf(absolute(path)), offset: cursor };
      selectionEnd = second < 0 ? cursor : second - 2;
    }
    texts.set(path, plain);
  }
  for (const path of texts.keys()) {
    const full = absolute(path);
    const root = vault.folderOf(full)?.path ?? options.gitRoot ?? home;
    vault.addFile(full, root, vault.folderOf(full) !== undefined);
  }
  for (const [path, text] of texts) {
    const file = vault.files.get(uriOf(absolute(path)));
    if (file?.markdown && file.inWorkspace) vault.set(file.uri, text, options.texts ?? true);
  }
  const inferred = finish(inferContentRoot(vault));
  if (inferred) vault.contentRoots = [...vault.contentRoots, inferred];
  vault.isComplete = true;
  vault.takeChanged();
  const search = new Search(vault);
  for (const file of vault.files.all()) search.touch(file.uri);
  return {
    vault,
    search,
    settings: merge(defaultSettings, options.settings ?? {}) as Settings,
    get place(): Place {
      if (!place) throw new Error('The literal has no $0');
      return place;
    },
    selectionEnd,
    texts,
    uri: (path) => uriOf(absolute(path)),
    path(uri) {
      const path = vault.files.get(uri)?.path ?? decodeURIComponent(uri.replace('file://', ''));
      return path.startsWith(`${home}/`) ? path.slice(home.length + 1) : path;
    },
    slice: (path, start, end) => texts.get(path)!.slice(start, end),
  };
}

/** The style that `world`'s notes are written in. */
export function styleOf(of: World) {
  return finish(dominantStyle(of.vault));
}

/** Paths and texts; the line break after the path line and the last one of the literal belong to neither. */
function split(literal: string): { path: string; text: string }[] {
  const files: { path: string; text: string }[] = [];
  const parts = literal.replace(/^\r?\n/, '').split(/^\/\/- (.*)\r?\n?/m);
  if (parts[0]!.trim() !== '') throw new Error('A literal begins with //- path');
  for (let index = 1; index < parts.length; index += 2)
    files.push({ path: parts[index]!.trim(), text: parts[index + 1]! });
  return files;
}

function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  return Object.fromEntries(Object.keys(base).map((key) => [key, merge(base[key], over[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
