// Reads a whole vault once and finds its problems: with the loader, the resolver and the diagnostics of the editor.
import type { Diagnostic } from 'vscode-languageserver-types';
import { unwrittenSeverity } from '../features/diagnostics.ts';
import type { FileSystemNow } from '../lsp/fileSystem.ts';
import { Loader } from '../lsp/loader.ts';
import { Problems } from '../lsp/problems.ts';
import { type Language, messages } from '../messages.ts';
import type { Settings } from '../protocol.ts';
import { basename, pathOf, uriOf } from '../text/uri.ts';
import { Search } from '../vault/search.ts';
import { Vault } from '../vault/vault.ts';

export interface VaultQuestion {
  /** Canonical URI of the folder. */
  readonly folder: string;
  /** @param allowed folders (URIs) that may be read: the folder itself and, once it is found, its git root */
  files(allowed: () => readonly string[]): FileSystemNow;
  readonly settings: Settings;
  /** `files.exclude`: globs. */
  readonly excludes: readonly string[];
  readonly language: Language;
  log(message: string): void;
}

/** One problem and the note that has it. */
export interface Finding {
  readonly uri: string;
  readonly diagnostic: Diagnostic;
}

export interface ReadVault {
  readonly vault: Vault;
  readonly loader: Loader;
  readonly files: FileSystemNow;
  /** Everything there is to say now, in the order of paths and places. */
  findings(): Finding[];
}

export async function readVault(question: VaultQuestion): Promise<ReadVault> {
  const { folder, settings, language } = question;
  const vault = new Vault();
  const files = question.files(() => (vault.gitRoot ? [folder, uriOf(vault.gitRoot)] : [folder]));
  const path = pathOf(folder);
  vault.folders = [{ uri: folder, path, name: basename(path) }];
  const say = messages(language);
  const loader = new Loader({
    vault,
    search: new Search(vault),
    files,
    isOpen: () => false,
    configuredRoots: () => settings.contentRoots,
    log: question.log,
    say,
    turn: () => Promise.resolve(),
    progress: () => {},
    // What is not listed is looked for when a link asks.
    statNow: (uri) => files.statNow(uri),
    learned: () => {},
  });
  loader.exclusions.setGlobs(question.excludes);
  await loader.load(() => {});
  const problems = new Problems({
    vault,
    settings: () => settings,
    language: () => language,
    skipped: (uri) => loader.skipped.get(uri),
    unwritten: () => unwrittenSeverity(loader.unwritten),
    log: question.log,
  });
  const byPath = (a: string, b: string) => (vault.files.get(a)!.path < vault.files.get(b)!.path ? -1 : 1);
  return {
    vault,
    loader,
    files,
    findings() {
      const uris = vault.workspaceNotes().sort(byPath);
      return uris.flatMap((uri) =>
        [...problems.of(uri)].sort(byPlace).map((diagnostic): Finding => ({ uri, diagnostic })),
      );
    },
  };
}

function byPlace({ range: { start: a } }: Diagnostic, { range: { start: b } }: Diagnostic): number {
  return a.line - b.line || a.character - b.character;
}
