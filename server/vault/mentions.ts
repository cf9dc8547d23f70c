// Links seen from their target: which links of the vault lead to a file.
import type { Link, Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { plainTarget, type Resolution, resolve } from './resolve.ts';
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

/** As `mentionsOf`, without the definitions of references: a reader follows the links that name them. */
export function followedMentions(vault: Vault, uri: string, settings: Settings): Mention[] {
  return mentionsOf(vault, uri, settings).filter(({ link }) => link.syntax !== 'definition');
}

/** As `mentionsOf`, for notes that a quarter of the vault may link to. */
export function* walkMentions(vault: Vault, uri: string, settings: Settings): Walk<Mention[]> {
  const { sources, mayName } = mayMention(vault, uri);
  sources.add(uri);
  const found: Mention[] = [];
  const pace = new Pace();
  for (const source of sources) {
    if (pace.isOver) yield;
    const note = noteThatLinks(vault, source);
    if (!note) continue;
    for (const link of note.links) {
      if (source !== uri && !mayName(link)) continue;
      const resolution = resolve(vault, source, link, settings.links);
      if (resolution.files[0]?.uri === uri) found.push({ uri: source, note, link, resolution });
    }
  }
  return found;
}

/** How many notes other than itself have a link to a file that can be followed. */
export function backlinkCount(vault: Vault, uri: string, { links: options }: Settings): number {
  const { sources, mayName } = mayMention(vault, uri);
  sources.delete(uri);
  let count = 0;
  for (const source of sources) {
    const leadsHere = (link: Link): boolean => {
      if (link.syntax === 'definition' || !mayName(link)) return false;
      // Of a note that thousands link to, hardly any link has more to say than a name.
      const isPlain = link.alias === undefined || options.pipeOrder !== 'aliasFirst';
      const file = (isPlain && plainTarget(vault, link)) || resolve(vault, source, link, options).files[0];
      return file?.uri === uri;
    };
    if (noteThatLinks(vault, source)?.links.some(leadsHere)) count++;
  }
  return count;
}

/** The notes (URIs) with a link that says one of a file's names, and which links do. */
function mayMention(vault: Vault, uri: string): { sources: Set<string>; mayName: (link: Link) => boolean } {
  const keys = vault.namesOf(uri);
  const texts = vault.textsOf(keys);
  const mayName = ({ target, alias }: Link) => texts.has(target) || (alias !== undefined && texts.has(alias));
  const sources = new Set<string>();
  for (const key of keys) for (const source of vault.mentioning(key)) sources.add(source);
  return { sources, mayName };
}

/** The description of an image is no note: what it links to is no mention. */
function noteThatLinks(vault: Vault, uri: string): Note | undefined {
  const file = vault.files.get(uri);
  return file && !vault.isNote(file) ? undefined : vault.note(uri);
}
