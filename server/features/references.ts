// References: the links to a note, a heading or a block, from the target itself or from a link to it; the places of a
// tag, a label or a URL.
import type { Location } from 'vscode-languageserver-types';
import { type Link, type Note, type Tag, titleHeading } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { type Anchor, findAnchor } from '../vault/fragments.ts';
import { type Mention, walkMentions } from '../vault/mentions.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { Pace, type Walk } from '../vault/walk.ts';
import { labelAt } from './labels.ts';
import { linkAt } from './linkAt.ts';
import { tagAt, tagged } from './tags.ts';

/**
 * On a label: its places in this note. On a tag: its places, and those of tags below it. On a URL: the links to it. On a
 * link: the other links to its target (to the same heading or block, if it names one). On a heading or block id:
 * the links to it. Anywhere else: the links to the note. `undefined` where the link leads nowhere.
 */
export function* references(
  vault: Vault,
  place: Place,
  includeDeclaration: boolean,
  settings: Settings,
): Walk<Location[] | undefined> {
  const note = vault.note(place.uri);
  if (!note) return undefined;
  const text = vault.text(note.uri);
  const label = text === undefined ? undefined : labelAt(note, text, place.offset);
  if (label) {
    const places = label.places.filter((one) => includeDeclaration || !one.isDefinition);
    return places.map((span) => ({ uri: note.uri, range: rangeOf(note.lines, span) }));
  }
  const link = linkAt(note, place.offset);
  const tag = link ? undefined : tagAt(note, place.offset);
  if (tag) return [...tagged(vault, tag.tag.name)].flatMap((one) => tagPlaces(one.note, one.tags));
  let uri = place.uri;
  let anchor = link ? undefined : anchorAt(note, place.offset);
  if (link) {
    const found = resolve(vault, note.uri, link, settings.links);
    const file = found.files[0];
    if (!file) return found.tier === 'url' ? sameUrl(vault, link) : sameTarget(vault, note, link.target);
    uri = file.uri;
    const target = vault.note(uri);
    if (target && found.fragment !== undefined) anchor = findAnchor(target, found.fragment);
  }
  const target = vault.note(uri);
  const locations: Location[] = includeDeclaration ? [declarationOf(uri, target, anchor)] : [];
  const pace = new Pace();
  for (const mention of yield* walkMentions(vault, uri, settings)) {
    if (pace.isOver) yield;
    if (!anchor || (target && leadsTo(target, mention, anchor))) locations.push(locationOf(mention));
  }
  return locations;
}

function anchorAt(note: Note, offset: number): Anchor | undefined {
  const index = note.headings.findIndex((heading) => heading.start <= offset && offset <= heading.end);
  const heading = note.headings[index];
  // The title names the note itself.
  if (heading && heading !== titleHeading(note)) return { kind: 'heading', heading, index };
  const block = note.blockIds.find((candidate) => candidate.start <= offset && offset <= candidate.end);
  return block ? { kind: 'block', block } : undefined;
}

function leadsTo(target: Note, mention: Mention, anchor: Anchor): boolean {
  if (mention.resolution.fragment === undefined) return false;
  const other = findAnchor(target, mention.resolution.fragment);
  if (other?.kind === 'heading' && anchor.kind === 'heading') return other.index === anchor.index;
  return other?.kind === 'block' && anchor.kind === 'block' && other.block.start === anchor.block.start;
}

function locationOf({ uri, note, link }: Mention): Location {
  return { uri, range: rangeOf(note.lines, link) };
}

function declarationOf(uri: string, target: Note | undefined, anchor: Anchor | undefined): Location {
  const span =
    anchor?.kind === 'heading' ? anchor.heading : anchor?.kind === 'block' ? anchor.block : { start: 0, end: 0 };
  return {
    uri,
    range: target ? rangeOf(target.lines, span) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  };
}

function tagPlaces(note: Note, tags: readonly Tag[]): Location[] {
  return tags.map((tag) => ({ uri: note.uri, range: rangeOf(note.lines, tag) }));
}

/** The links with the same address, its fragment and a slash at its end left aside. */
function sameUrl(vault: Vault, link: Link): Location[] {
  const address = (url: string) => url.replace(/\/$/, '');
  const wanted = address(link.target);
  const sources = new Set(vault.keysOf(link).flatMap((key) => [...vault.mentioning(key)]));
  return [...sources].flatMap((uri) => {
    const note = vault.note(uri);
    const same = note?.links.filter((other) => address(other.target) === wanted) ?? [];
    return same.map((other) => ({ uri, range: rangeOf(note!.lines, other) }));
  });
}

/** A missing note has references too: all who want it. */
function sameTarget(vault: Vault, note: Note, target: string): Location[] {
  const found: Location[] = [];
  const wanted = note.links.find((link) => link.target === target);
  if (!wanted) return found;
  const keys = new Set(vault.keysOf(wanted));
  const sources = new Set([...keys].flatMap((key) => [...vault.mentioning(key)]));
  for (const uri of sources) {
    const other = vault.note(uri);
    if (!other) continue;
    for (const link of other.links) {
      if (
        link.syntax === wanted.syntax &&
        vault.keysOf(link).some((key) => keys.has(key)) &&
        resolve(vault, uri, link).files.length === 0
      ) {
        found.push({ uri, range: rangeOf(other.lines, link) });
      }
    }
  }
  return found;
}
