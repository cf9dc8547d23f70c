// The live preview: a note as a page, of which only the blocks that the asker lacks are sent.
import { type Language, messages } from '../messages.ts';
import type { LinkSyntax, Note } from '../parse/note.ts';
import {
  largestPreview,
  type PreviewAroundParams,
  type PreviewAroundResult,
  type PreviewBlock,
  type PreviewCardParams,
  type PreviewParams,
  type PreviewPart,
  type PreviewResult,
  type Settings,
} from '../protocol.ts';
import { imageFacts, imageFactsNeeds, type Needs } from '../render/card.ts';
import { figureLinks } from '../render/excerpt.ts';
import { drawCard } from '../render/page/cards.ts';
import { type PageOptions, pageContext } from '../render/page/context.ts';
import { embedNeeds } from '../render/page/embeds.ts';
import { languageOfText } from '../render/page/facts.ts';
import { element, escapeHtml } from '../render/page/html.ts';
import { drawMentions, mentioning, mostMentions } from '../render/page/mentions.ts';
import { pageOf } from '../render/page/page.ts';
import { drawUnlisted, unlistedFiles } from '../render/page/topic.ts';
import { isImagePath } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

export interface PreviewOptions {
  readonly settings: Settings;
  /** The language of the user, for notes whose own is not known. */
  readonly language: Language;
}

/** How many notes may lend their overviews to cards. */
const mostCards = 100;
/** A card is made of a link that is written so. */
const onCards: ReadonlySet<LinkSyntax> = new Set<LinkSyntax>(['wiki', 'markdown', 'reference']);

export function preview(
  vault: Vault,
  params: PreviewParams,
  options: PreviewOptions,
): Omit<PreviewResult, 'version' | 'roots'> {
  const note = vault.note(params.uri);
  const text = vault.text(params.uri);
  const empty = { title: '', language: '', bar: [], head: [], body: [], rail: [], images: [] };
  if (!note || text === undefined) return { ...empty, state: 'absent' };
  if (text.length > largestPreview && !params.large) return { ...empty, title: titleOf(vault, note), state: 'large' };
  const own = { ...pageOptions(text, params, options, params.remoteImages), markdown: params.markdown };
  const context = pageContext(vault, note, text, own);
  const page = pageOf(context);
  const known = new Set(params.known);
  const unsent = (blocks: readonly PreviewBlock[]): PreviewBlock[] =>
    blocks.map(({ html, ...block }) => (known.has(block.key) || html === undefined ? block : { ...block, html }));
  return {
    state: vault.isComplete ? 'ready' : 'loading',
    title: page.title,
    language: languageOfText(text) ?? '',
    bar: unsent(page.bar),
    head: unsent(page.head),
    body: unsent(page.body),
    rail: unsent(page.rail),
    images: [...context.images],
  };
}

/** The note itself, what it embeds, the notes on its cards, and the pictures of all of them. */
export function previewNeeds(vault: Vault, uri: string, settings: Settings): Needs {
  const note = vault.note(uri);
  if (!note) return { texts: [uri] };
  const { texts, notes } = embedNeeds(vault, note, { settings });
  const images = new Set<string>();
  for (const each of [note, ...notes]) for (const { file } of figureLinks(vault, each)) images.add(file.uri);
  let cards = 0;
  for (const link of note.links) {
    if (!onCards.has(link.syntax) || link.embed || cards >= mostCards) continue;
    const file = resolve(vault, uri, link, settings.links).files[0];
    if (!file?.markdown || texts.has(file.uri)) continue;
    texts.add(file.uri);
    cards++;
  }
  texts.add(uri);
  return { texts: [...texts], images: [...images] };
}

/** What the rest of the vault adds to a page: who links here, and what an index does not list. */
export function previewAround(
  vault: Vault,
  params: PreviewAroundParams,
  options: PreviewOptions,
): PreviewAroundResult | undefined {
  const note = vault.note(params.uri);
  if (!note) return undefined;
  const text = vault.text(params.uri) ?? '';
  const context = pageContext(vault, note, text, pageOptions(text, params, options));
  return { mentions: drawMentions(context), unlisted: drawUnlisted(context), images: [...context.images] };
}

export function previewAroundNeeds(vault: Vault, uri: string, settings: Settings): Needs {
  const note = vault.note(uri);
  if (!note) return {};
  const context = {
    vault,
    note,
    options: { settings, language: 'en', userLanguage: 'en', mark: '', remoteImages: false },
  } as const;
  const { notes, indexes } = mentioning(context);
  const shown = [...notes.slice(0, mostMentions), ...indexes.slice(0, mostMentions)].map((mention) => mention.uri);
  const beside = unlistedFiles(context).map((file) => file.uri);
  return { texts: [...new Set([uri, ...shown, ...beside])] };
}

/** The card of a note, or what is known of a picture. */
export function previewCard(vault: Vault, params: PreviewCardParams, options: PreviewOptions): PreviewPart | undefined {
  const file = vault.files.get(params.uri);
  if (!file) return undefined;
  const text = vault.text(params.uri) ?? '';
  const { mark } = params;
  if (isImagePath(file.path)) {
    const say = messages(options.language);
    const { path, facts, read } = imageFacts(vault, file, options);
    const words = read
      ? element(mark, 'p', { class: 'ocr' }, `<b>${escapeHtml(say.textInImage())}</b> ${escapeHtml(read)}`)
      : '';
    return {
      html: element(mark, 'p', { class: 'path' }, escapeHtml([path, ...facts].join(' · '))) + words,
      images: [],
    };
  }
  const note = vault.note(params.uri);
  if (!note) return undefined;
  const context = pageContext(vault, note, text, pageOptions(text, params, options));
  return { html: drawCard(context, file, { at: params.at ?? '' }), images: [...context.images] };
}

export function previewCardNeeds(vault: Vault, uri: string): Needs {
  const file = vault.files.get(uri);
  if (!file) return {};
  if (isImagePath(file.path)) return imageFactsNeeds(vault, file);
  return { texts: file.markdown ? [uri] : [] };
}

/** A page speaks the language of its note; where that is not known, the user's. The bar above it speaks the user's. */
function pageOptions(
  text: string,
  { mark }: { readonly mark: string },
  { settings, language }: PreviewOptions,
  remoteImages = false,
): PageOptions {
  return {
    settings,
    language: languageOfText(text) ?? language,
    userLanguage: language,
    mark: /^[a-z][a-z0-9]*$/.test(mark) ? mark : 'own',
    remoteImages,
  };
}

function titleOf(vault: Vault, note: Note): string {
  const file = vault.files.get(note.uri);
  return file ? vault.titleOf(file) : '';
}
