// Why a link leads where it does: each tier that was tried, what it found, and why every other candidate was passed over.
import type { Link } from '../parse/note.ts';
import { fold } from '../text/fold.ts';
import { dirname, joinPath, pathOf } from '../text/uri.ts';
import { whyLater } from './candidateOrder.ts';
import { type File, isMarkdownPath, nameKey, stemOf } from './files.ts';
import { type PipeOrder, type Resolution, resolve, type Tier } from './resolve.ts';
import type { Vault } from './vault.ts';

/** One look of the resolver. */
export interface Step {
  readonly tier: Tier;
  /** The path, suffix or name that was looked for. */
  readonly tried: string;
  /** What it found; empty where the next tier was asked. */
  readonly found: readonly File[];
}

/**
 * Why a file is not the target:
 * `sidecar` it only describes an image · `spelling` another is spelled more exactly as written · `otherFolder` a note of
 * the link's own workspace folder hides it · `note` a note of that name hides this index or file · `self` it is the note
 * itself · `inside` it lies in the note's own folder, and the link goes up · `farther` `longer` `later` another is nearer,
 * has a shorter path, comes first · `laterTier` only a later tier would find it · `path` the folders written are not its
 * own.
 */
export type Reason =
  | 'sidecar'
  | 'spelling'
  | 'otherFolder'
  | 'note'
  | 'self'
  | 'inside'
  | 'farther'
  | 'longer'
  | 'later'
  | 'laterTier'
  | 'path';

export interface Rejected {
  readonly file: File;
  readonly reason: Reason;
}

export interface Explanation {
  readonly resolution: Resolution;
  readonly steps: readonly Step[];
  /** `undefined` where the link leads to no file. */
  readonly target: File | undefined;
  /** Every other file that the link's words could have meant. */
  readonly rejected: readonly Rejected[];
}

/** Explains a link of the note at `source` (canonical URI): as `resolve`, with its steps and its other candidates. */
export function explain(
  vault: Vault,
  source: string,
  link: Link,
  options: { readonly pipeOrder?: PipeOrder } = {},
): Explanation {
  const traced: Step[] = [];
  const resolution = resolve(vault, source, link, {
    ...options,
    trace: (tier, what, found) =>
      void traced.push({ tier, tried: what.startsWith('/') ? (joinPath('', what) ?? what) : what, found }),
  });
  // The last step is the answer itself; a path that is tried in several spellings is told once.
  const steps = traced
    .slice(0, -1)
    .filter((step, index) => step.tier !== traced[index - 1]?.tier || step.tried !== traced[index - 1]?.tried)
    .map((step) => (sameFiles(step.found, resolution.files) ? { ...step, found: resolution.files } : step));
  const target = resolution.files[0];
  const rejected = candidates(vault, resolution.target)
    .filter((file) => file !== target)
    .map((file) => ({ file, reason: reasonFor(vault, source, file, resolution, link.target) }));
  return { resolution, steps, target, rejected };
}

/** True for the same files, in any order: a step has them as they were found, the answer best first. */
function sameFiles(a: readonly File[], b: readonly File[]): boolean {
  return a.length === b.length && a.every((file) => b.includes(file));
}

/** Every file that has the name, the title or the alias, in the order of paths. */
function candidates(vault: Vault, target: string): File[] {
  const key = nameKey(target);
  if (key === '') return [];
  const name = fold(target.trim());
  const byWords = [...vault.aliased(name), ...vault.titled(name)].flatMap((uri) => vault.files.get(uri) ?? []);
  const all = new Set([...vault.files.named(key), ...vault.files.indexesOf(key), ...byWords]);
  return [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function reasonFor(vault: Vault, source: string, file: File, found: Resolution, written: string): Reason {
  const target = found.files[0];
  if (file.markdown && !vault.isNote(file) && !isMarkdownPath(found.target)) return 'sidecar';
  if (!target) return 'path';
  const own = vault.files.get(source);
  const asking = { uri: source, folder: dirname(own?.path ?? pathOf(source)), target: written };
  if (found.files.includes(file)) return whyLater(asking, file, target);
  if (own && file.root !== own.root && target.root === own.root) return 'otherFolder';
  if (!hasName(file, found.target)) return hasName(target, found.target) && file.markdown ? 'note' : 'laterTier';
  if (!target.markdown || found.tier === 'alias' || found.tier === 'title') return 'path';
  if (found.tier === 'relative' || found.tier === 'root') {
    // One at the same path as the target lost by its spelling, any other is only looked for later.
    return withoutNoteEnding(file) === withoutNoteEnding(target) ? 'spelling' : 'laterTier';
  }
  return endsAs(file, found.target) ? 'spelling' : 'path';
}

function hasName(file: File, target: string): boolean {
  return fold(stemOf(file.path)) === nameKey(target);
}

function withoutNoteEnding(file: File): string {
  return isMarkdownPath(file.key) ? file.key.slice(0, file.key.lastIndexOf('.')) : file.key;
}

/** True if the path ends in the folders and the name that were written. */
function endsAs(file: File, target: string): boolean {
  const segments = fold(target.replaceAll('\\', '/'))
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const tail = `/${segments.join('/')}`;
  return file.key.endsWith(tail) || withoutNoteEnding(file).endsWith(tail);
}
