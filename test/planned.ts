// A plan carried out on the texts of a literal: what the vault would hold afterwards.
import assert from 'node:assert/strict';
import type { Plan } from '../server/features/plan.ts';
import { unescapeMarkdown } from '../server/parse/unescape.ts';
import { pathOf } from '../server/text/uri.ts';
import type { World } from './fixture.ts';

/** Path -> text of every file after the plan. Fails where a change does not stand on what it says. */
export function carriedOut(of: World, plan: Plan, texts: ReadonlyMap<string, string> = of.texts): Map<string, string> {
  const after = new Map(texts);
  for (const [uri, changes] of plan.changes) {
    const path = of.path(uri);
    let text = after.get(path);
    assert.ok(text !== undefined, `${path} exists`);
    let before = Number.POSITIVE_INFINITY;
    for (const { start, end, newText, was } of changes.toReversed()) {
      assert.ok(end <= before, `changes of ${path} do not overlap`);
      const written = text.slice(start, end);
      assert.ok(written === was || unescapeMarkdown(written) === was, `“${written}” is “${was}” in ${path}`);
      assert.notEqual(newText, written, `nothing is changed into itself in ${path}`);
      text = text.slice(0, start) + newText + text.slice(end);
      before = start;
    }
    after.set(path, text);
  }
  return moved(of, plan, after);
}

function moved(of: World, { files }: Plan, texts: ReadonlyMap<string, string>): Map<string, string> {
  if (files.length === 0) return new Map(texts);
  return new Map(
    [...texts].map(([path, text]) => {
      for (const { from, to } of files) {
        const old = of.path(from);
        if (path === old || path.startsWith(`${old}/`)) return [shortPath(of, to) + path.slice(old.length), text];
      }
      return [path, text];
    }),
  );
}

function shortPath(of: World, uri: string): string {
  const home = `${pathOf(of.uri('x')).slice(0, -1)}`;
  return pathOf(uri).slice(home.length);
}

/** As a literal, in the order of the paths; without the files that are as they were. */
export function printed(after: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): string {
  return [...after]
    .filter(([path, text]) => before.get(path) !== text)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => `//- ${path}\n${text}`)
    .join('');
}
