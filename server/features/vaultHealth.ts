// The view of the vault's health: what is missing by demand, what is ambiguous or inexact, and what nobody links to.
import type { Diagnostic } from 'vscode-languageserver-types';
import { type Language, messages } from '../messages.ts';
import { type DiagnosticCode, diagnosticCodes, type Settings, type ViewRow } from '../protocol.ts';
import { wordLists } from '../render/wordLists.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, joinPath, pathOf } from '../text/uri.ts';
import { type File, isImagePath, isIndexName, nameKey, stemOf } from '../vault/files.ts';
import { keyInFolder } from '../vault/mentionIndex.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import type { Walk } from '../vault/walk.ts';
import type { MissingNoteData } from './diagnostics.ts';

/** So many rows of a group are listed; all are counted. */
const mostRows = 200;

export interface HealthOptions {
  readonly settings: Settings;
  readonly language: Language;
  /** The notes that have such a problem. */
  withCode(code: DiagnosticCode): readonly string[];
  /** The problems of a note now. */
  problemsOf(uri: string): readonly Diagnostic[];
}

/** The groups of the view, those without a row left out. Walks the vault. */
export function* vaultHealth(vault: Vault, options: HealthOptions): Walk<ViewRow[]> {
  const say = messages(options.language);
  const groupNames = wordLists(options.language).healthGroups;
  const groups: ViewRow[] = [];
  const add = (label: string, icon: ViewRow['icon'], rows: readonly ViewRow[], total: number) => {
    if (total === 0) return;
    const left = rows.length - mostRows;
    const listed = left > 0 ? [...rows.slice(0, mostRows), { label: '', icon: 'more' as const, total: left }] : rows;
    groups.push({ label, icon: icon ?? 'warning', detail: String(total), children: listed });
  };
  /** A note with problems of several codes is looked at once. */
  const known = new Map<string, readonly Diagnostic[]>();
  for (const code of diagnosticCodes) {
    const found: [uri: string, problem: Diagnostic][] = [];
    for (const uri of options.withCode(code)) {
      const problems = known.get(uri) ?? options.problemsOf(uri);
      known.set(uri, problems);
      for (const problem of problems) if (problem.code === code) found.push([uri, problem]);
      yield;
    }
    const rows = code === 'missing-note' ? byName(vault, found) : byNote(vault, found);
    const isGrave = found.some(([, { severity }]) => (severity ?? 1) <= 2);
    // What is wanted are notes, however many links want each; of other problems each is one to mend.
    const total = code === 'missing-note' ? rows.length : found.length;
    add(groupNames[code], isGrave ? 'warning' : 'information', rows, total);
  }
  const { orphans, images, unlisted } = yield* unlinked(vault, options.settings);
  const fileRow = (file: File, icon: ViewRow['icon']): ViewRow => ({
    label: vault.titleOf(file),
    detail: vault.displayPath(file.path),
    icon: icon ?? 'note',
    uri: file.uri,
  });
  const rowsOf = (files: readonly File[], icon: ViewRow['icon']) => files.map((file) => fileRow(file, icon));
  add(say.healthOrphans(), 'information', rowsOf(orphans, 'note'), orphans.length);
  add(say.healthUnlisted(), 'information', rowsOf(unlisted, 'note'), unlisted.length);
  add(say.healthImages(), 'information', rowsOf(images, 'image'), images.length);
  return groups;
}

/** Notes that are wanted, those first that most notes want, each with the places that want it. */
function byName(vault: Vault, found: readonly [string, Diagnostic][]): ViewRow[] {
  const places = new Map<string, { name: string; row: ViewRow }[]>();
  for (const [uri, problem] of found) {
    const { target } = problem.data as MissingNoteData;
    const { key, name } = wantedName(uri, target);
    push(places, key, { name, row: problemRow(vault, uri, problem) });
  }
  const wanted = [...places.values()].map((all) => ({
    label: commonest(all.map(({ name }) => name)),
    notes: new Set(all.map(({ row }) => row.uri)).size,
    children: all.map(({ row }) => row),
  }));
  return wanted
    .sort((a, b) => b.notes - a.notes || (a.label < b.label ? -1 : 1))
    .map(({ label, notes, children }) => ({ label, detail: String(notes), icon: 'missing', children }));
}

/**
 * A name, and a key that is the same for all spellings that one new note would answer. An index means nothing without its
 * folder.
 */
function wantedName(uri: string, target: string): { key: string; name: string } {
  const path = (percentDecoded(target) ?? target).replaceAll('\\', '/');
  const key = nameKey(path);
  if (!isIndexName(key)) return { key, name: target };
  const folder = basename(dirname(joinPath(dirname(pathOf(uri)), path) ?? path));
  return { key: keyInFolder(fold(folder), key), name: `${folder}/${basename(path)}` };
}

/** The spelling that most places have, the shortest of several. */
function commonest(spellings: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of spellings) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1))[0]![0];
}

function byNote(vault: Vault, found: readonly [string, Diagnostic][]): ViewRow[] {
  const notes = new Map<string, ViewRow[]>();
  for (const [uri, problem] of found) {
    const { message } = problem;
    const label = typeof message === 'string' ? message : message.value;
    push(notes, uri, { ...problemRow(vault, uri, problem), label });
  }
  return [...notes].map(([uri, children]) => ({ ...noteRow(vault, uri), children }));
}

function problemRow(vault: Vault, uri: string, { range }: Diagnostic): ViewRow {
  const { label } = noteRow(vault, uri);
  return { label, detail: `:${range.start.line + 1}`, uri, range };
}

function noteRow(vault: Vault, uri: string): ViewRow {
  const file = vault.files.get(uri);
  if (!file) return { label: uri, icon: 'note', uri };
  return { label: vault.titleOf(file), detail: vault.displayPath(file.path), icon: 'note', uri };
}

/** Notes and images that no link of another note leads to, and notes that the index of their folder does not name. */
function* unlinked(vault: Vault, settings: Settings): Walk<{ orphans: File[]; images: File[]; unlisted: File[] }> {
  const linked = new Set<File>();
  /** Folder -> the files that its index links to. */
  const listed = new Map<string, Set<File>>();
  for (const note of vault.allNotes()) {
    const source = vault.files.get(note.uri);
    // The description of an image is no note: what it links to is no mention.
    if (!source?.inWorkspace || !vault.isNote(source)) continue;
    const folder = dirname(source.path);
    const own = isIndexName(stemOf(source.path)) ? (listed.get(folder) ?? new Set<File>()) : undefined;
    if (own) listed.set(folder, own);
    for (const link of note.links) {
      if (link.syntax === 'definition') continue;
      const target = resolve(vault, note.uri, link, settings.links).files[0];
      if (!target || target === source) continue;
      linked.add(target);
      own?.add(target);
    }
    yield;
  }
  const orphans: File[] = [];
  const images: File[] = [];
  const unlisted: File[] = [];
  for (const file of vault.files.all()) {
    if (!file.inWorkspace) continue;
    if (isImagePath(file.path) && !linked.has(file)) images.push(file);
    if (!file.markdown || !vault.isNote(file) || isIndexName(stemOf(file.path))) continue;
    // A note at the top of the vault is where reading begins.
    if (!linked.has(file) && dirname(file.path) !== file.root) orphans.push(file);
    if (listed.get(dirname(file.path))?.has(file) === false) unlisted.push(file);
  }
  const byPath = (a: File, b: File) => (a.path < b.path ? -1 : 1);
  return { orphans: orphans.sort(byPath), images: images.sort(byPath), unlisted: unlisted.sort(byPath) };
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
