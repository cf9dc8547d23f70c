// The view of outgoing links: where the links of a note lead, missing ones first.
import type { Link } from '../parse/note.ts';
import { aliasWords } from '../parse/wikilink.ts';
import type { Settings, ViewRow } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import { isImagePath } from '../vault/files.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

const order = ['missing', 'note', 'image', 'file', 'web'] as const;

/** A row for each target of the note at `uri`, with its links as children where there are several. */
export function outgoingLinks(vault: Vault, uri: string, settings: Settings): ViewRow[] {
  const note = vault.note(uri);
  if (!note) return [];
  const rows = new Map<string, ViewRow & { readonly children: ViewRow[] }>();
  for (const link of note.links) {
    if (link.syntax === 'definition') continue;
    const found = resolve(vault, uri, link, settings.links);
    const target = targetRow(vault, link, found);
    if (!target) continue;
    const key = target.uri ?? target.label;
    const place: ViewRow = { label: aliasWords(link) || link.target, uri, range: rangeOf(note.lines, link) };
    const row = rows.get(key);
    if (row) row.children.push(place);
    else rows.set(key, { ...target, children: [place] });
  }
  return [...rows.values()]
    .map(({ children, ...row }) => {
      // A target that is not there has no place of its own: the row leads to its link.
      const placed = row.uri === undefined || row.icon === 'missing' ? { ...row, ...placeOf(children[0]!) } : row;
      return children.length > 1
        ? { ...placed, detail: `${row.detail ?? ''} × ${children.length}`.trim(), children }
        : placed;
    })
    .sort((a, b) => order.indexOf(a.icon as never) - order.indexOf(b.icon as never));
}

function placeOf({ uri, range }: ViewRow): Pick<ViewRow, 'uri' | 'range'> {
  return { ...(uri === undefined ? {} : { uri }), ...(range === undefined ? {} : { range }) };
}

function targetRow(vault: Vault, link: Link, found: Resolution): ViewRow | undefined {
  const file = found.files[0];
  if (file) {
    const icon = isImagePath(file.path) ? 'image' : file.markdown ? 'note' : 'file';
    return { label: vault.titleOf(file), detail: vault.displayPath(file.path), icon, uri: file.uri };
  }
  if (found.tier === 'url') return { label: link.target, icon: 'web' };
  // Outside of the workspace nobody looks.
  if (found.tier === 'outside') return { label: link.target, icon: 'file' };
  // A folder is there; as a note it is none without its index.
  if ((found.folder !== undefined && link.syntax !== 'wiki') || found.tier === 'relative' || found.unknown)
    return undefined;
  return link.target === '' ? undefined : { label: link.target, icon: 'missing' };
}
