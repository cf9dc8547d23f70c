// The inferred content root (docs/links.md, "Words"): the folder that many `dir/name` links start from.
import { fold } from '../text/fold.ts';
import { dirname, joinPath } from '../text/uri.ts';
import { isMarkdownPath, nameKey, noteEndings } from './files.ts';
import type { ContentRoot, Vault } from './vault.ts';
import { Pace, type Walk } from './walk.ts';

const fewestVotes = 20;
const clearestLead = 5;
/** `dir/name`, which begins with neither `.` nor `/`. */
const startsWithName = /^[^./\\][^\\]*\/[^/]/;

/**
 * The folder from which at least 20 `dir/name` links that do not resolve beside their note do resolve, and five times
 * as many as from any other; `undefined` where there is none. Walks the whole vault: after loading, never while typing.
 */
export function* inferContentRoot(vault: Vault): Walk<ContentRoot | undefined> {
  // Links of the whole vault say the same few thousand texts: each is looked at once.
  const starts = new Map<string, ReadonlySet<string>>();
  const most = new Map<string, number>();
  const pace = new Pace();
  for (const [target, { uses }] of vault.writtenTargets()) {
    if (uses > 0 && target.includes('/') && startsWithName.test(target)) {
      const found = startsOf(vault, target);
      if (found.size > 0) starts.set(target, found);
      for (const root of found) most.set(root, (most.get(root) ?? 0) + uses);
    }
    if (pace.isOver) yield;
  }
  // Links that resolve beside their note are among these: a folder that has too few even so needs no closer look.
  const isOwn = (path: string) => vault.contentRoots.some((root) => root.path === path);
  if (![...most].some(([path, count]) => count >= fewestVotes && !isOwn(path))) return undefined;
  const votes = new Map<string, number>();
  for (const note of vault.allNotes()) {
    const source = vault.files.get(note.uri);
    if (!source?.inWorkspace || !vault.isNote(source)) continue;
    const folder = dirname(source.path);
    for (const { syntax, target } of note.links) {
      const roots = syntax === 'wiki' && target.includes('/') ? starts.get(target) : undefined;
      if (!roots || exists(vault, joinPath(folder, target))) continue;
      for (const root of roots) votes.set(root, (votes.get(root) ?? 0) + 1);
    }
    yield;
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  const best = ranked[0];
  const next = ranked[1]?.[1] ?? 0;
  if (!best || best[1] < fewestVotes || best[1] < next * clearestLead) return undefined;
  if (isOwn(best[0])) return undefined;
  return { path: best[0], reason: 'inferred', votes: { own: best[1], next } };
}

function exists(vault: Vault, path: string | undefined): boolean {
  if (path === undefined) return false;
  const key = fold(path);
  if (vault.files.atPath(key).length) return true;
  if (isMarkdownPath(key)) return false;
  return noteEndings.some(
    (ending) => vault.files.atPath(key + ending).length || vault.files.atPath(`${key}/index${ending}`).length,
  );
}

/** The folders from which a target names a note exactly. */
function startsOf(vault: Vault, target: string): Set<string> {
  const tail = fold(`/${target}`);
  const starts = new Set<string>();
  for (const file of vault.files.named(nameKey(target))) {
    if (!file.markdown || !file.inWorkspace) continue;
    for (const end of isMarkdownPath(tail) ? [tail] : noteEndings.map((ending) => tail + ending)) {
      if (file.key.endsWith(end) && file.path.length - end.length >= file.root.length) {
        starts.add(file.path.slice(0, file.path.length - end.length));
      }
    }
  }
  return starts;
}
