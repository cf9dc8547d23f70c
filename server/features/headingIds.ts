// Ids of headings, `{#id}`, and of blocks, `^id`: each once, those of headings as GitHub writes them, with the links to them.
import GithubSlugger from 'github-slugger';
import type { TextEdit } from 'vscode-languageserver-types';
import type { Heading, Note } from '../parse/note.ts';
import { fold, foldLoosely } from '../text/fold.ts';
import { mentionsOf } from '../vault/mentions.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, type Edits, replacing } from './actionEdits.ts';

/** Headings whose id is not as it should be, each with the id it should have. */
export function wrongIds(note: Note): { heading: Heading; id: string }[] {
  const slugger = new GithubSlugger();
  return note.headings.flatMap((heading) => {
    if (heading.id === undefined) return [];
    const id = slugger.slug(heading.id);
    return id === heading.id ? [] : [{ heading, id }];
  });
}

/** Writes the right ids into the note and into the links that name the old ones; a repeated id had no links of its own. */
export function headingIds(vault: Vault, note: Note, text: string, options: ActionOptions): Edits {
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, edit: TextEdit) => {
    const known = edits.get(uri);
    if (known) known.push(edit);
    else edits.set(uri, [edit]);
  };
  const changed = new Map<string, string>();
  const seen = new Set<string>();
  const wrong = new Map(wrongIds(note).map(({ heading, id }) => [heading, id]));
  for (const heading of note.headings) {
    if (heading.id === undefined) continue;
    const key = foldLoosely(heading.id);
    const id = wrong.get(heading);
    const at = id === undefined ? -1 : text.lastIndexOf(`#${heading.id}`, heading.end);
    if (id !== undefined && at >= heading.textEnd) {
      add(note.uri, replacing(note, { start: at + 1, end: at + 1 + heading.id.length }, id));
      if (!seen.has(key)) changed.set(key, id);
    }
    seen.add(key);
  }
  for (const { uri, link, resolution } of mentionsOf(vault, note.uri, options.settings)) {
    const id = resolution.fragment === undefined ? undefined : changed.get(foldLoosely(resolution.fragment));
    const source = vault.note(uri);
    if (id === undefined || !source || link.fragmentStart < 0 || resolution.aliasFirst) continue;
    add(uri, replacing(source, { start: link.fragmentStart, end: link.fragmentEnd }, id));
  }
  return edits;
}

/** Gives the block ids that repeat another a number: links lead to the first, which keeps its own. */
export function blockIds(note: Note): TextEdit[] {
  const taken = new Set(note.blockIds.map(({ id }) => fold(id)));
  /** Of each id the number that the next repetition gets, if it is free. */
  const next = new Map<string, number>();
  return note.blockIds.flatMap((block) => {
    const key = fold(block.id);
    let number = next.get(key);
    if (number === undefined) {
      next.set(key, 2);
      return [];
    }
    while (taken.has(`${key}-${number}`)) number++;
    taken.add(`${key}-${number}`);
    next.set(key, number + 1);
    return [replacing(note, { start: block.start + 1, end: block.end }, `${block.id}-${number}`)];
  });
}
