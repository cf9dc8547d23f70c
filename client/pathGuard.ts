// Whether an address lies inside a folder, without asking any file system.

export interface Address {
  readonly scheme: string;
  readonly authority: string;
  /** Decoded once, as `Uri.path` gives it. */
  readonly path: string;
}

/** True for the folder itself and for what lies in it; `/ws/notes-secret` does not lie in `/ws/notes`. */
export function isInside(folder: Address, address: Address): boolean {
  if (folder.scheme !== address.scheme) return false;
  if (folder.authority.toLowerCase() !== address.authority.toLowerCase()) return false;
  if (!isPlain(address.path)) return false;
  const outer = drive(folder.path).replace(/\/+$/, '');
  const inner = drive(address.path);
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** A path that no file system could read in another way than we do. */
function isPlain(path: string): boolean {
  if (/[\\\0]/.test(path) || path.includes('//')) return false;
  return !path.split('/').some((segment) => segment === '..' || segment === '.');
}

/** `/C:/x` and `/c:/x` are one place. */
function drive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (letter) => letter.toLowerCase());
}
