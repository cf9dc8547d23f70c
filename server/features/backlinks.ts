// The view of backlinks: who links to a note, each with the sentence around the link or the reason it gives.
import { isInTable } from '../parse/note.ts';
import { aliasWords } from '../parse/wikilink.ts';
import type { Settings, ViewRow } from '../protocol.ts';
import { readable } from '../render/linkWords.ts';
import { sentenceAround } from '../render/sentence.ts';
import { rangeOf } from '../text/lines.ts';
import { isContentsPath } from '../vault/files.ts';
import { followedMentions, type Mention } from '../vault/mentions.ts';
import type { Vault } from '../vault/vault.ts';

/** So many notes are listed; the rest is counted. */
const mostNotes = 200;

/** The notes whose texts the sentences are taken from (URIs). */
export function backlinksNeeds(vault: Vault, uri: string, settings: Settings): string[] {
  return grouped(vault, uri, settings)
    .slice(0, mostNotes)
    .map(([source]) => source);
}

/** A row for each note that links to the one at `uri`, with its links as children; indexes come last. */
export function backlinks(vault: Vault, uri: string, settings: Settings): ViewRow[] {
  const own = vault.files.get(uri);
  if (!own) return [];
  const groups = grouped(vault, uri, settings);
  const rows = groups.slice(0, mostNotes).map(([source, mentions]): ViewRow => {
    const file = vault.files.get(source)!;
    return {
      label: vault.titleOf(file),
      detail: vault.displayPath(file.path),
      icon: isContentsPath(file.path) ? 'index' : 'note',
      uri: source,
      children: mentionRows(vault, mentions, vault.titleOf(own), settings),
    };
  });
  const left = groups.length - rows.length;
  return left > 0 ? [...rows, { label: '', icon: 'more', total: left }] : rows;
}

/** A sentence with several links to the note is one row. */
function mentionRows(vault: Vault, mentions: readonly Mention[], title: string, settings: Settings): ViewRow[] {
  const rows: ViewRow[] = [];
  for (const mention of mentions) {
    const row = mentionRow(vault, mention, title, settings);
    const last = rows.at(-1);
    if (last?.label !== row.label || last.range?.start.line !== row.range?.start.line) rows.push(row);
  }
  return rows;
}

function mentionRow(vault: Vault, { uri, link }: Mention, title: string, settings: Settings): ViewRow {
  const note = vault.note(uri)!;
  const text = vault.text(uri);
  const sentence =
    text === undefined
      ? ''
      : sentenceAround(
          text,
          link.start,
          link.end,
          isInTable(note, link.start),
          readable({ vault, note, text }, settings),
        );
  return { label: sentence || aliasWords(link) || title, uri, range: rangeOf(note.lines, link) };
}

function grouped(vault: Vault, uri: string, settings: Settings): [string, Mention[]][] {
  const groups = new Map<string, Mention[]>();
  for (const mention of followedMentions(vault, uri, settings)) {
    if (mention.uri === uri || !vault.files.get(mention.uri) || !vault.note(mention.uri)) continue;
    const group = groups.get(mention.uri);
    if (group) group.push(mention);
    else groups.set(mention.uri, [mention]);
  }
  const name = (source: string) => vault.titleOf(vault.files.get(source)!);
  const last = (source: string) => (isContentsPath(vault.files.get(source)!.path) ? 1 : 0);
  return [...groups].sort(([a], [b]) => last(a) - last(b) || name(a).localeCompare(name(b)));
}
