// Call hierarchy of notes and sections: incoming is who links here, outgoing is where it leads.
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver-types';
import { type Note, titleHeading } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import type { File } from '../vault/files.ts';
import { findAnchor, sectionSpan } from '../vault/fragments.ts';
import { followedMentions } from '../vault/mentions.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt, targetSpan } from './linkAt.ts';

/** What an item knows when it is opened: a note, or the section of one of its headings by its place in the note. */
interface ItemData {
  readonly uri: string;
  readonly heading?: number;
}

/** The note or section that a link leads to; on a heading its section; else the note itself. */
export function callHierarchy(vault: Vault, place: Place, settings: Settings): CallHierarchyItem[] | undefined {
  const note = vault.note(place.uri);
  const file = vault.files.get(place.uri);
  if (!note || !file) return undefined;
  const link = linkAt(note, place.offset);
  if (!link) {
    const index = note.headings.findIndex(({ start, end }) => start <= place.offset && place.offset <= end);
    const isSection = index >= 0 && note.headings[index] !== titleHeading(note);
    return [item(vault, file, isSection ? index : undefined)];
  }
  const found = resolve(vault, note.uri, link, settings.links);
  if (found.files.length === 0) return undefined;
  return found.files.map((target) => item(vault, target, headingOf(vault, target, found.fragment)));
}

export function incomingLinks(vault: Vault, given: CallHierarchyItem, settings: Settings): CallHierarchyIncomingCall[] {
  const { uri, heading } = dataOf(given);
  const sources = new Map<string, Range[]>();
  for (const { uri: source, link, resolution } of followedMentions(vault, uri, settings)) {
    const note = vault.note(source);
    const target = vault.files.get(uri);
    if (!note || !target) continue;
    if (heading !== undefined && headingOf(vault, target, resolution.fragment) !== heading) continue;
    const range = rangeOf(note.lines, targetSpan(link, resolution.aliasFirst));
    const ranges = sources.get(source);
    if (ranges) ranges.push(range);
    else sources.set(source, [range]);
  }
  return [...sources].flatMap(([source, fromRanges]) => {
    const file = vault.files.get(source);
    return file ? [{ from: item(vault, file), fromRanges }] : [];
  });
}

export function outgoingLinks(vault: Vault, given: CallHierarchyItem, settings: Settings): CallHierarchyOutgoingCall[] {
  const { uri, heading } = dataOf(given);
  const note = vault.note(uri);
  if (!note) return [];
  const section = heading !== undefined && note.headings[heading] ? sectionSpan(note, heading) : undefined;
  const targets = new Map<string, { to: CallHierarchyItem; fromRanges: Range[] }>();
  for (const link of note.links) {
    if (link.syntax === 'definition' || (section && (link.start < section.start || link.end > section.end))) continue;
    const found = resolve(vault, uri, link, settings.links);
    const file = found.files[0];
    if (!file?.markdown) continue;
    const index = headingOf(vault, file, found.fragment);
    const key = `${file.uri}#${index ?? ''}`;
    const range = rangeOf(note.lines, targetSpan(link, found.aliasFirst));
    const known = targets.get(key);
    if (known) known.fromRanges.push(range);
    else targets.set(key, { to: item(vault, file, index), fromRanges: [range] });
  }
  return [...targets.values()];
}

function headingOf(vault: Vault, file: File, fragment: string | undefined): number | undefined {
  const note = vault.note(file.uri);
  const anchor = note && fragment !== undefined ? findAnchor(note, fragment) : undefined;
  return anchor?.kind === 'heading' ? anchor.index : undefined;
}

function item(vault: Vault, file: File, index?: number): CallHierarchyItem {
  const note = vault.note(file.uri);
  const heading = index === undefined ? undefined : note?.headings[index];
  const data: ItemData = { uri: file.uri, ...(heading ? { heading: index! } : {}) };
  return {
    name: heading ? heading.text : vault.titleOf(file),
    detail: vault.displayPath(file.path),
    kind: heading ? SymbolKind.String : SymbolKind.File,
    uri: file.uri,
    range: note ? rangeOf(note.lines, heading ? sectionSpan(note, index!) : { start: 0, end: note.length }) : nowhere,
    selectionRange: note ? selectionOf(note, index) : nowhere,
    data,
  };
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function selectionOf(note: Note, index: number | undefined): Range {
  const heading = index === undefined ? titleHeading(note) : note.headings[index];
  return heading ? rangeOf(note.lines, heading) : nowhere;
}

/** Items come back from the client, which may have made them up. */
function dataOf({ uri, data }: CallHierarchyItem): ItemData {
  const given = (typeof data === 'object' && data !== null ? data : {}) as Partial<ItemData>;
  const { heading } = given;
  return { uri: typeof given.uri === 'string' ? given.uri : uri, ...(typeof heading === 'number' ? { heading } : {}) };
}
