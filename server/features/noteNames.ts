// File names for new notes: made of a title, in the way of the vault's own names, legal everywhere and taken by nobody.
import { hasRussian, latinOf } from '../text/alphabets.ts';
import { fold } from '../text/fold.ts';
import { basename, dirname, pathOf, uriOf } from '../text/uri.ts';
import { isMarkdownPath, stemOf } from '../vault/files.ts';
import { resolveTarget } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { legalName } from './newNote.ts';

/** So many names tell how names are written here. */
const sample = 500;
const longestName = 80;

interface NameStyle {
  readonly separator: string;
  readonly lowerCase: boolean;
  readonly latin: boolean;
}

/**
 * The path of a new note beside another one (URI), or `undefined` where no legal name can be made. Where links by that name
 * lead somewhere already, as to a picture or to a note of another folder, they would lead to the new note.
 * @param first the number that is tried first; 1 is the name without one
 */
export function freePath(vault: Vault, beside: string, title: string, first = 1): string | undefined {
  const folder = dirname(pathOf(beside));
  const stem = stemFor(title, styleOfNames(vault));
  for (let count = first; count < 1000; count++) {
    const name = count === 1 ? stem : `${stem}${/[_ ]/.exec(stem)?.[0] ?? '-'}${count}`;
    const path = `${folder}/${name}.md`;
    if (!legalName(basename(path)) || vault.existsUnlisted(path, false) === undefined) return undefined;
    if (vault.files.atPath(fold(path)).length > 0 || vault.files.get(uriOf(path))) continue;
    if (resolveTarget(vault, beside, name).files.length > 0) continue;
    if (vault.existsUnlisted(path, false) === false) return path;
  }
  return undefined;
}

function stemFor(title: string, style: NameStyle): string {
  const written = style.latin && hasRussian(title) ? latinOf(title) : title;
  const words = (style.lowerCase ? written.toLowerCase() : written).split(/[^\p{L}\p{M}\p{N}.+]+/u).filter(Boolean);
  let stem = '';
  for (const word of words) {
    const next = stem === '' ? word : stem + style.separator + word;
    if (next.length > longestName) break;
    stem = next;
  }
  const bare = (text: string) => text.replace(/^[.\s]+|[.\s]+$/g, '');
  const name = bare(stem || (words[0]?.slice(0, longestName) ?? ''));
  // `config.md.md` would be named by `[[config.md]]`, which is another note.
  return (isMarkdownPath(name) ? bare(stemOf(name)) : name) || 'note';
}

/** How most of the names with several words are written. */
function styleOfNames(vault: Vault): NameStyle {
  const counts = { _: 0, '-': 0, ' ': 0 };
  let upper = 0;
  let russian = 0;
  let seen = 0;
  for (const file of vault.files.all()) {
    if (!file.inWorkspace || !vault.isNote(file)) continue;
    const name = basename(file.path).replace(/\.[^.]*$/, '');
    for (const mark of ['_', '-', ' '] as const) if (name.includes(mark)) counts[mark]++;
    if (name !== name.toLowerCase()) upper++;
    if (hasRussian(name)) russian++;
    if (++seen === sample) break;
  }
  const separator =
    counts._ >= counts['-'] && counts._ >= counts[' '] && counts._ > 0 ? '_' : counts[' '] > counts['-'] ? ' ' : '-';
  return { separator, lowerCase: separator !== ' ' || upper * 2 < seen, latin: russian * 10 < seen };
}
