// Links seen from their target: which links of the vault lead to a file.
import type { Link, Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { type Resolution, resolve } from './resolve.ts';
import type { Vault } from './vault.ts';
import { finish, Pace, type Walk } from './walk.ts';

export interface Mention {
  /** The note that holds the link. */
  readonly uri: string;
  /** The same, as it was when the link was found in it: its offsets are of that text. */
  readonly note: Note;
  readonly link: Link;
  readonly resolution: Resolution;
}

/** Every link that leads to the file at `uri`; of an ambiguous one only the first candidate counts. */
export function mentionsOf(vault: Vault, uri: string, settings: Settings): Mention[] {
  return finish(walkMentions(vault, uri, settings));
}

/** As `mentionsOf`, for notes that a quarter of the vault may link to. */
export function* walkMentions(vault: Vault, uri: string, settings: Settings): Walk<Mention[]> {
  const keys = vault.namesOf(uri);
  const texts = vault.textsOf(keys);
  const mayName = ({ target, alias }: Link) => texts.has(target) || (alias !== undefined && texts.has(alias));
  const sources = new Set<string>();
  for (const key of keys) for (const source of vault.mentioning(key)) sources.add(source);
  sources.add(uri);
  const found: Mention[] = [];
  const pace = new Pace();
  for (const source of sources) {
    if (pace.isOver) yield;
    const note = vault.note(source);
    const file = vault.files.get(source);
    if (!note || (file && !vault.isNote(file))) continue;
    for (const link of note.links) {
      if (source !== uri && !mayName(link)) continue;
      const resolution = resolve(vault, source, link, settings.links);
      if (resolution.files[0]?.uri === uri) found.push({ uri: source, note, link, resolution });
    }
  }
  return found;
}

/** How many notes other than itself link to a file. */
export function backlinkCount(vault: Vault, uri: string, settings: Settings): number {
  const notes = new Set<string>();
  for (const mention of mentionsOf(vault, uri, settings)) if (mention.uri !== uri) notes.add(mention.uri);
  return notes.size;
}
