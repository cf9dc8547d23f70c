// Where the wiki-links of a note lead, for VS Code's own Markdown preview, which renders from this without waiting.

import { blockText } from '../parse/blockText.ts';
import type { Link } from '../parse/note.ts';
import { isAllowedUrl } from '../parse/schemes.ts';
import type { ResolvedLink, ResolveLinksResult, Settings } from '../protocol.ts';
import type { Needs } from '../render/card.ts';
import { isImagePath } from '../vault/files.ts';
import { findAnchor, headingSlugs, sectionSpan } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

const longestEmbed = 4000;

/** Keyed by what stands in the brackets before `|`; by all of it where the right side is the target. */
export function resolvedLinks(vault: Vault, uri: string, settings: Settings): ResolveLinksResult {
  const result: Record<string, ResolvedLink> = Object.create(null);
  for (const link of vault.note(uri)?.links ?? []) {
    if (link.syntax !== 'wiki') continue;
    const left = link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
    const found = resolve(vault, uri, link, settings.links);
    const key = found.aliasFirst ? `${left}|${link.alias}` : left;
    // Until every note is read nothing is missing; the preview shows such a link as text.
    if (!isLeading(found) && (!vault.isComplete || found.unknown)) continue;
    result[key] = { ...result[key], ...describe(vault, link, found, settings) };
  }
  return result;
}

/** The texts of the notes that are embedded. */
export function resolvedLinksNeeds(vault: Vault, uri: string, settings: Settings): Needs {
  const texts = new Set<string>();
  for (const link of vault.note(uri)?.links ?? []) {
    if (link.syntax !== 'wiki' || !link.embed) continue;
    const file = resolve(vault, uri, link, settings.links).files[0];
    if (file?.markdown && texts.size < 20) texts.add(file.uri);
  }
  return { texts: [...texts] };
}

function isLeading(found: Resolution): boolean {
  return found.tier === 'url' || found.files.length > 0;
}

function describe(vault: Vault, link: Link, found: Resolution, settings: Settings): ResolvedLink {
  if (found.tier === 'url') {
    return isAllowedUrl(link.target, settings.links.allowedSchemes)
      ? { state: 'external', href: link.target }
      : { state: 'missing' };
  }
  const file = found.files[0];
  if (!file) return { state: 'missing' };
  if (!file.markdown) return { state: 'resolved', href: file.uri, kind: isImagePath(file.path) ? 'image' : 'file' };
  const note = vault.note(file.uri);
  const anchor = note && found.fragment !== undefined ? findAnchor(note, found.fragment) : undefined;
  const slug = note && anchor?.kind === 'heading' ? `#${headingSlugs(note)[anchor.index]}` : '';
  const text = link.embed ? vault.text(file.uri) : undefined;
  const base: ResolvedLink = { state: 'resolved', href: file.uri + slug, title: vault.titleOf(file), kind: 'note' };
  if (!note || text === undefined) return base;
  if (anchor?.kind === 'heading') {
    const { start, end } = sectionSpan(note, anchor.index);
    return { ...base, text: text.slice(start, Math.min(end, start + longestEmbed)) };
  }
  if (anchor?.kind === 'block') {
    return { ...base, text: blockText(note, text, anchor.block).slice(0, longestEmbed) };
  }
  const start = note.frontMatter?.end ?? 0;
  return { ...base, text: text.slice(start, start + longestEmbed) };
}
