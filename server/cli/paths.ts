// Paths of this system, as people and the vault write them.
import { statSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pathOf, uriOf } from '../text/uri.ts';

/** The URI of a path of this system. */
export function fileUri(path: string): string {
  return pathToFileURL(path).toString();
}

/**
 * A path of this system as the vault has it: on Windows, where Git says `C:/notes` and Node `C:\notes`, it is `/c:/notes`.
 * @param separator of the system's paths; elsewhere than on Windows `\` is a letter
 */
export function vaultPath(path: string, separator: string = sep): string {
  const written = slashed(path, separator);
  return pathOf(uriOf(written.startsWith('/') ? written : `/${written}`));
}

/** A path of this system with `/` between its parts. */
export function slashed(path: string, separator: string = sep): string {
  return separator === '/' ? path : path.replaceAll(separator, '/');
}

/** The folder and the notes in it that a command names; `undefined` where it names a second folder. */
export function targetsOf(paths: readonly string[]): { folder: string; notes: readonly string[] } | undefined {
  const kindOf = (path: string) => {
    try {
      return statSync(path);
    } catch {
      // What is not there, `note.md/` too, or may not be looked at is named when it is read.
      return undefined;
    }
  };
  const [first] = paths;
  const isNote = first !== undefined && kindOf(first)?.isFile();
  const notes = isNote ? paths : paths.slice(1);
  if (notes.some((path) => kindOf(path)?.isDirectory())) return undefined;
  return { folder: isNote ? '.' : (first ?? '.'), notes };
}
