// One literal is the world of a test: `//- path` begins a file, `$0` is the cursor, `$0…$0` a selection.
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CreateFile, TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver-types';
import type { ActionOptions } from '../server/features/actionEdits.ts';
import { diagnostics } from '../server/features/diagnostics.ts';
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
  /** Other folders that hold `.obsidian`. */
  readonly obsidianFolders?: readonly string[];
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
  for (const path of [...(options.obsidian ? [home] : []), ...(options.obsidianFolders ?? []).map(absolute)])
    vault.obsidianFolders.add(path);
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
  vault.isRead = true;
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

/** What code actions depend on, as in an editor that can do everything. */
export function actionOptions(of: World, over: Partial<ActionOptions> = {}): ActionOptions {
  const problems = (uri: string) => diagnostics(of.vault, uri, of.settings, 'en', 'warning');
  const having = (code: string) =>
    [...of.vault.allNotes()].filter(({ uri }) => problems(uri).some((problem) => problem.code === code));
  return {
    settings: of.settings,
    language: 'en',
    style: styleOf(of),
    commands: false,
    versions: true,
    creates: true,
    confirms: true,
    date: '2026-11-24',
    documentOf: (uri) => ({ uri, version: null }),
    withProblem: (code) => having(code).map(({ uri }) => uri),
    countOf: (code) =>
      having(code)
        .flatMap(({ uri }) => problems(uri))
        .filter((problem) => problem.code === code).length,
    ...over,
  };
}

/**
 * Path -> new text of every file that an edit touches. Creating a file that is there fails, as in an editor; an edit
 * outside of its text does too.
 */
export function applied(of: World, edit: WorkspaceEdit): Map<string, string> {
  const changed = new Map<string, string>();
  const change = (uri: string, edits: readonly TextEdit[]) => {
    const path = of.path(uri);
    const text = changed.get(path) ?? of.texts.get(path);
    assert.ok(text !== undefined, `${path} exists`);
    changed.set(path, TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 1, text), [...edits]));
  };
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) change(uri, edits);
  for (const one of edit.documentChanges ?? []) {
    if (TextDocumentEdit.is(one)) change(one.textDocument.uri, one.edits as TextEdit[]);
    else {
      assert.ok(CreateFile.is(one));
      assert.deepEqual(
        one.options,
        { overwrite: false, ignoreIfExists: false },
        'a file that is there is never touched',
      );
      assert.ok(!of.texts.has(of.path(one.uri)), 'nothing is overwritten');
      changed.set(of.path(one.uri), '');
    }
  }
  return changed;
}

/** Files as a literal. */
export function printed(files: ReadonlyMap<string, string>): string {
  return [...files].map(([path, text]) => `//- ${path}\n${text}`).join('');
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
