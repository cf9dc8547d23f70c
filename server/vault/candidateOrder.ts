// Where an ambiguous link goes (docs/links.md, section 3): never to the note itself; for `../` outside the note's folder
// first; then the nearest common folder, fewest segments, path order.
import { dirname, isInside } from '../text/uri.ts';
import type { File } from './files.ts';

/** The note of a link, and what the link says. */
export interface Asking {
  readonly uri: string;
  readonly folder: string;
  readonly target: string;
}

/** What puts one candidate after another, in the order in which it decides; where nothing does, the path. */
const rules = {
  self: ({ uri }: Asking, file: File) => (file.uri === uri ? 1 : 0),
  inside: ({ folder, target }: Asking, { path }: File) => (isUpward(target) && isInside(folder, path) ? 1 : 0),
  farther: ({ folder }: Asking, { path }: File) => -commonSegments(folder, dirname(path)),
  longer: (_: Asking, { path }: File) => path.split('/').length,
};
const names = Object.keys(rules) as (keyof typeof rules)[];

interface Ordered {
  readonly folder: string;
  readonly leavesFolder: boolean;
  readonly files: readonly File[];
  readonly ordered: readonly File[];
}

/** What was put in order last, by its first file: a note may name hundreds of candidates a thousand times. */
const recent = new WeakMap<File, Ordered>();

/** The candidates, best first. */
export function inOrder(asking: Asking, files: readonly File[]): readonly File[] {
  const own = files.find((file) => rules.self(asking, file) === 1);
  if (!own) return sorted(asking, files);
  const others = files.filter((file) => file !== own);
  return [...sorted(asking, others), own];
}

/** The candidates without the note itself: their order is the same for all notes of a folder. */
function sorted(asking: Asking, files: readonly File[]): readonly File[] {
  const { folder } = asking;
  const leavesFolder = isUpward(asking.target);
  const known = files[0] && recent.get(files[0]);
  if (known?.folder === folder && known.leavesFolder === leavesFolder && isSame(known.files, files))
    return known.ordered;
  const ranked = files.map((file) => ({ file, rank: names.map((name) => rules[name](asking, file)) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
    if (at >= 0) return a.rank[at]! - b.rank[at]!;
    return a.file.path < b.file.path ? -1 : 1;
  });
  const ordered = ranked.map(({ file }) => file);
  if (files[0]) recent.set(files[0], { folder, leavesFolder, files: [...files], ordered });
  return ordered;
}

function isSame(one: readonly File[], other: readonly File[]): boolean {
  return one.length === other.length && one.every((file, index) => file === other[index]);
}

/** Why a candidate comes after the first. */
export function whyLater(asking: Asking, file: File, first: File): keyof typeof rules | 'later' {
  return names.find((name) => rules[name](asking, file) !== rules[name](asking, first)) ?? 'later';
}

function isUpward(target: string): boolean {
  return /^\.\.[\\/]/.test(target);
}

function commonSegments(one: string, other: string): number {
  const a = one.split('/');
  const b = other.split('/');
  const different = a.findIndex((segment, index) => segment !== b[index]);
  return different < 0 ? a.length : different;
}
