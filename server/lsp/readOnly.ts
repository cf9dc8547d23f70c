// What VS Code's settings make read-only: `files.readonlyInclude` but `files.readonlyExclude`. No file system knows of it.
import { pathOf } from '../text/uri.ts';
import type { Folder } from '../vault/vault.ts';
import { anyGlob } from './globs.ts';

/** Asked for each workspace folder, in this order. */
export const readOnlySettings = ['files.readonlyInclude', 'files.readonlyExclude'] as const;

/**
 * True for a file (URI) that the settings make read-only.
 * @param given the settings of the first folder, of the second and so on; values of the wrong kind are none
 */
export function readOnlyInEditor(folders: readonly Folder[], given: readonly unknown[]): (uri: string) => boolean {
  const tests = folders.map(({ path }, index) => {
    const [included, excluded] = readOnlySettings.map((_, at) => globs(given[readOnlySettings.length * index + at]));
    return {
      path,
      isLocked: (inner: string, whole: string) => covers(included!, inner, whole) && !covers(excluded!, inner, whole),
    };
  });
  return (uri) => {
    const path = pathOf(uri);
    // Folders may lie in one another: the innermost counts.
    const own = tests
      .filter((test) => path.startsWith(`${test.path}/`))
      .sort((a, b) => b.path.length - a.path.length)[0];
    return own?.isLocked(path.slice(own.path.length + 1), path) ?? false;
  };
}

function covers(test: ((path: string) => boolean) | undefined, inner: string, whole: string): boolean {
  return test !== undefined && (test(inner) || test(whole));
}

/** A glob may be of a path from the folder, or of a whole one. */
function globs(setting: unknown): ((path: string) => boolean) | undefined {
  if (typeof setting !== 'object' || setting === null) return undefined;
  return anyGlob(Object.entries(setting).flatMap(([glob, on]) => (on === true ? glob : [])));
}
