// Completion: what is being typed at the cursor decides who answers. Lists are always incomplete: the editor asks again.
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import type { Settings } from '../protocol.ts';
import { type CardOptions, type Needs, noteCard, noteCardNeeds } from '../render/card.ts';
import type { Place } from '../text/span.ts';
import type { Search } from '../vault/search.ts';
import type { Vault } from '../vault/vault.ts';
import { aliasCompletion } from './aliasCompletion.ts';
import type { CompletionData, CompletionOptions } from './completionItems.ts';
import { markCompletion } from './markCompletion.ts';
import { isTextFirst } from './newLink.ts';
import { pathCompletion, typedPath } from './pathCompletion.ts';
import { typedAlias, typedLink } from './typedLink.ts';
import { wikiCompletion, wikiCompletionNeeds } from './wikiCompletion.ts';

/** `undefined` where nothing is being typed that could be completed: the answer comes at once and asks nothing of the vault. */
export function completion(
  vault: Vault,
  search: Search,
  place: Place,
  options: CompletionOptions,
): CompletionList | undefined {
  const items = itemsAt(vault, search, place, options);
  return items?.length ? { isIncomplete: true, items } : undefined;
}

function itemsAt(vault: Vault, search: Search, place: Place, options: CompletionOptions): CompletionItem[] | undefined {
  const note = vault.note(place.uri);
  const text = vault.text(place.uri);
  if (!note || text === undefined) return undefined;
  const { offset } = place;
  const link = typedLink(note, text, offset, isTextFirst(options.settings));
  if (link) return wikiCompletion(vault, search, place, link, options);
  const alias = typedAlias(note, text, offset);
  if (alias) return aliasCompletion(vault, place, alias);
  const path = typedPath(note, text, offset);
  return path
    ? pathCompletion(vault, search, place, path, options)
    : markCompletion(vault, note, text, offset, options);
}

/** What must be at hand before `completion` answers. */
export interface CompletionSources {
  /** The names of all files are searched. */
  readonly names: boolean;
  /** So are the texts about images. */
  readonly images: boolean;
  readonly texts: readonly string[];
}

export function completionSources(vault: Vault, place: Place, settings: Settings): CompletionSources {
  const note = vault.note(place.uri);
  const text = vault.text(place.uri);
  if (!note || text === undefined) return { names: false, images: false, texts: [] };
  const link = typedLink(note, text, place.offset, isTextFirst(settings));
  if (link) return { names: true, images: link.embed, texts: wikiCompletionNeeds(vault, place, link) };
  const path = typedPath(note, text, place.offset);
  return { names: path !== undefined, images: path?.embed === true, texts: [] };
}

/** The card of a completed note, read only when its row is chosen. */
export function completionDocumentation(vault: Vault, data: CompletionData, options: CardOptions): string | undefined {
  const file = vault.files.get(data.uri);
  return file?.markdown ? noteCard(vault, file, data.fragment, options) : undefined;
}

export function completionNeeds(vault: Vault, data: CompletionData, options: CardOptions): Needs {
  const file = vault.files.get(data.uri);
  return file?.markdown ? noteCardNeeds(vault, file, data.fragment, options) : {};
}
