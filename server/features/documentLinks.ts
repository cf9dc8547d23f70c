// Document links: what Ctrl-click follows. Markdown's own links are left to the editor where it has them.
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Link } from '../parse/note.ts';
import { isAllowedUrl } from '../parse/schemes.ts';
import type { Settings } from '../protocol.ts';
import { lineAt, rangeOf } from '../text/lines.ts';
import { visible, visibleUrl } from '../text/visible.ts';
import { findAnchor, startOf } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { targetSpan } from './linkAt.ts';

/** Links of the note at `uri` that lead somewhere. `markdownToo` serves editors without links of their own. */
export function documentLinks(vault: Vault, uri: string, markdownToo: boolean, settings: Settings): DocumentLink[] {
  const note = vault.note(uri);
  if (!note) return [];
  const links: DocumentLink[] = [];
  for (const link of note.links) {
    if (link.syntax !== 'wiki' && (!markdownToo || link.syntax === 'reference')) continue;
    const found = resolve(vault, uri, link, settings.links);
    const target = targetUri(vault, link, found, settings);
    if (!target) continue;
    const file = found.files[0];
    const tooltip = file ? visible(vault.titleOf(file)) : visibleUrl(target);
    links.push({ range: rangeOf(note.lines, targetSpan(link, found.aliasFirst)), target, tooltip });
  }
  return links;
}

function targetUri(vault: Vault, link: Link, found: Resolution, settings: Settings): string | undefined {
  if (found.tier === 'url') return isAllowedUrl(link.target, settings.links.allowedSchemes) ? fullUrl(link) : undefined;
  const file = found.files[0];
  if (!file) return undefined;
  const note = vault.note(file.uri);
  const anchor = note && found.fragment !== undefined ? findAnchor(note, found.fragment) : undefined;
  const start = anchor && startOf(anchor);
  return note && start !== undefined ? `${file.uri}#L${lineAt(note.lines, start) + 1}` : file.uri;
}

function fullUrl(link: Link): string {
  return link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
}
