// What tells one version of a file from another, small enough to be kept for a hundred thousand files.

/** The version is not known. */
export const unknownVersion = 0;

/**
 * A number of 32 bits made of the size (bytes) and the time of the last change (ms); `unknownVersion` where the file system
 * tells no time.
 */
export function versionOf({ size, mtime }: { readonly size: number; readonly mtime?: number }): number {
  if (mtime === undefined || !Number.isFinite(mtime)) return unknownVersion;
  // Of a time the lower bits change most, and of a size too: they are set apart before they meet.
  const low = Math.imul(size ^ (mtime / 2 ** 32), 0x9e3779b1);
  return (low ^ mtime) | 0 || 1;
}
