// What every part of a page is made from: the vault, one note with its text, and what the page may still spend.
import type { Language } from '../../messages.ts';
import type { Link, Note } from '../../parse/note.ts';
import type { MarkdownChoice, Settings } from '../../protocol.ts';
import { type Resolution, resolve } from '../../vault/resolve.ts';
import type { Vault } from '../../vault/vault.ts';

export interface PageOptions {
  readonly settings: Settings;
  /** That of the page. */
  readonly language: Language;
  /** That of the user, in which the bar above the page is labelled: the page adds its own switches there. */
  readonly userLanguage: Language;
  /** Letters and digits that no note can know: see `element`. */
  readonly mark: string;
  /** True once the reader has asked for the pictures of other hosts. */
  readonly remoteImages: boolean;
  readonly markdown?: MarkdownChoice | undefined;
}

/** What embeds may still cost; shared by all that are drawn for one page. */
export interface Budget {
  embeds: number;
  characters: number;
  /** True once a box has said that there is no more. */
  isSpent: boolean;
}

export interface PageContext {
  readonly vault: Vault;
  readonly note: Note;
  readonly text: string;
  readonly options: PageOptions;
  readonly budget: Budget;
  /** What is being embedded, from the outside in: `uri#fragment`. */
  readonly chain: readonly string[];
  /** The pictures that the page shows: canonical URIs. */
  readonly images: Set<string>;
}

export const deepestEmbed = 5;

export function pageContext(vault: Vault, note: Note, text: string, options: PageOptions): PageContext {
  const budget = { embeds: 200, characters: 2 * 1024 * 1024, isSpent: false };
  return { vault, note, text, options, budget, chain: [note.uri], images: new Set() };
}

export function resolved(context: PageContext, link: Link): Resolution {
  return resolve(context.vault, context.note.uri, link, context.options.settings.links);
}
