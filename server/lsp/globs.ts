// Globs as VS Code's settings have them: `files.exclude`, `files.readonlyInclude`.
import picomatch from 'picomatch';

/** Tests a path (with `/`) against all of these globs; `undefined` where none of them can be used. */
export function anyGlob(globs: readonly unknown[]): ((path: string) => boolean) | undefined {
  const usable = globs.filter((glob) => typeof glob === 'string').filter((glob) => glob !== '' && isCheap(glob));
  if (usable.length === 0) return undefined;
  // VS Code's globs know no `+(a)`, which could be made to take forever, and no `!a`: parentheses are letters of a name.
  const sources = usable.map((glob) => {
    const written = glob.replace(/[()|]/g, '\\$&');
    return picomatch.makeRe(written, { dot: true, noextglob: true, nonegate: true }).source;
  });
  // Every path of the vault is held against all of them: as one expression that takes a fraction of the time.
  const any = new RegExp(sources.join('|'));
  return (path) => any.test(path);
}

/** False for a pattern that a file name could make take minutes to compare: each `*` multiplies the work. */
export function isCheap(pattern: string): boolean {
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return pattern.length <= 1000 && stars(pattern) <= 10 && pattern.split('/').every((segment) => stars(segment) <= 4);
}

/** The globs among what a client sent. */
export function globsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((glob) => typeof glob === 'string') : [];
}
