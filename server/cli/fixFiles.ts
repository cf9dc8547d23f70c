// Fixes what has one sure fix, on disk: a note is written only where every byte but the fixed ones stays as it is.
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import type { ActionOptions } from '../features/actionEdits.ts';
import { fixAll } from '../features/fixAll.ts';
import { decode } from '../lsp/decode.ts';
import { isReadOnly, pathOfUri } from '../lsp/nodeFiles.ts';
import type { Language } from '../messages.ts';
import type { DiagnosticCode, Settings } from '../protocol.ts';
import type { ReadVault } from './readVault.ts';

export interface Change {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
  /** The text as it is before. */
  readonly text: string;
}

/** Why a note was not written. */
export type Failure =
  | { readonly uri: string; readonly why: 'changed' | 'readOnly' }
  | { readonly uri: string; readonly why: string };

/** The fixes for these codes in these notes; one that is not UTF-8, or read-only, is named and left alone. */
export function findFixes(
  { vault, loader }: ReadVault,
  uris: Iterable<string>,
  codes: readonly DiagnosticCode[],
  settings: Settings,
  language: Language,
): { changes: Change[]; failures: Failure[] } {
  const options: ActionOptions = {
    settings,
    language,
    style: loader.style,
    commands: false,
    versions: false,
    creates: false,
    confirms: false,
    date: '',
    documentOf: (uri) => ({ uri, version: null }),
    withProblem: () => [],
    countOf: () => 0,
  };
  const changes: Change[] = [];
  const failures: Failure[] = [];
  for (const uri of onePerFile(uris)) {
    const text = textOf(uri);
    if (text === undefined || text.length !== vault.note(uri)?.length) {
      failures.push({ uri, why: 'changed' });
      continue;
    }
    vault.lendText(uri, text);
    const edits = fixAll(vault, uri, codes, options);
    vault.dropText(uri);
    if (edits.length === 0) continue;
    if (isLocked(uri)) failures.push({ uri, why: 'readOnly' });
    else changes.push({ uri, edits, text });
  }
  return { changes, failures };
}

/** Writes the changes; each note anew beside the old one and then in its place, so that none is ever half written. */
export function writeFixes(changes: readonly Change[]): Failure[] {
  const failures: Failure[] = [];
  for (const { uri, edits, text } of changes) {
    let beside: string | undefined;
    try {
      const path = realpathSync(pathOfUri(uri)!);
      const before = readFileSync(path);
      if (textOf(uri) !== text) {
        failures.push({ uri, why: 'changed' });
        continue;
      }
      const hasMark = before[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf;
      const fixed = TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 0, text), [...edits]);
      beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      writeFileSync(beside, (hasMark ? '\ufeff' : '') + fixed, { flag: 'wx' });
      // As it was, whatever new files are made with.
      chmodSync(beside, statSync(path).mode);
      renameSync(beside, path);
    } catch (error) {
      if (beside !== undefined) rmSync(beside, { force: true });
      failures.push({ uri, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return failures;
}

/** Without the symbolic links to files that are named, too, or by another link: a file is changed once. */
function onePerFile(uris: Iterable<string>): Iterable<string> {
  const chosen = new Map<string, string>();
  for (const uri of uris) {
    const path = pathOfUri(uri)!;
    let real = path;
    try {
      real = realpathSync(path);
    } catch {
      // What is not there any more is said when it is read.
    }
    if (real === path || !chosen.has(real)) chosen.set(real, uri);
  }
  return chosen.values();
}

/** Putting another file in its place would work even so, and is not what read-only means. */
function isLocked(uri: string): boolean {
  try {
    const path = realpathSync(pathOfUri(uri)!);
    return isReadOnly(path, statSync(path));
  } catch {
    return false;
  }
}

/** The text of a note if writing it back would give the same bytes; else `undefined`. */
function textOf(uri: string): string | undefined {
  try {
    const bytes = readFileSync(pathOfUri(uri)!);
    const text = decode(bytes);
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
    return text !== undefined && Buffer.from(mark + text).equals(bytes) ? text : undefined;
  } catch {
    return undefined;
  }
}
