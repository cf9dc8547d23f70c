// Completion in `[[note|`: what the note is called, for the text of the link.
import { type CompletionItem, CompletionItemKind, type TextEdit } from 'vscode-languageserver-types';
import { type Note, titleHeading } from '../parse/note.ts';
import { foldLoosely } from '../text/fold.ts';
import { positionAt } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { stemOf } from '../vault/files.ts';
import { findAnchor } from '../vault/fragments.ts';
import { resolveTarget } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { Items } from './completionItems.ts';
import { insideLink } from './newLink.ts';
import type { TypedAlias } from './typedLink.ts';

/** The heading that is linked first, then the names of the note; empty where none has what is typed in it. */
export function aliasCompletion(vault: Vault, place: Place, typed: TypedAlias): CompletionItem[] {
  const note = vault.note(place.uri)!;
  const file =
    typed.target === '' ? vault.files.get(place.uri) : resolveTarget(vault, place.uri, typed.target).files[0];
  const named = file?.markdown ? vault.note(file.uri) : undefined;
  if (!file || !named) return [];
  const heading = typed.fragment && findAnchor(named, typed.fragment);
  const names = [
    ...(heading && heading.kind === 'heading' ? [heading.heading.text] : []),
    vault.titleOf(file),
    ...(named.frontMatter?.aliases ?? []),
    titleHeading(named)?.text ?? '',
    stemOf(file.path),
  ];
  const written = (name: string) => insideLink(name, typed.inFrontMatter);
  const query = foldLoosely(written(typed.text));
  const items = new Items(note, typed);
  for (const name of new Set(names.map(written))) {
    const key = foldLoosely(name);
    // A text that is written whole needs no list, which would take the Enter that ends the line.
    if (name !== '' && key.includes(query) && name !== typed.text.trim())
      items.add(name, `${name}]]`, {
        kind: CompletionItemKind.Text,
        detail: vault.displayPath(file.path),
        ...(typed.bareBar === undefined ? {} : { additionalTextEdits: [escapeAt(note, typed.bareBar)] }),
      });
  }
  return items.found;
}

function escapeAt(note: Note, offset: number): TextEdit {
  const at = positionAt(note.lines, offset);
  return { range: { start: at, end: at }, newText: '\\' };
}
