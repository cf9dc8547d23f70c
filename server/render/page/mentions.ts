// Who links here: each note once, with the sentence around its link or the reason it gives.
import { messages } from '../../messages.ts';
import { isInTable } from '../../parse/note.ts';
import { lineAt } from '../../text/lines.ts';
import { spacedWords } from '../../text/words.ts';
import { isContentsPath } from '../../vault/files.ts';
import { followedMentions, type Mention } from '../../vault/mentions.ts';
import { readable } from '../linkWords.ts';
import { sentenceAround } from '../sentence.ts';
import type { PageContext } from './context.ts';
import { element, escapeHtml, wordsHtml } from './html.ts';
import { labelled } from './rail.ts';

/** So many notes are shown with their sentences; more are only counted. */
export const mostMentions = 30;

export interface Mentioning {
  readonly notes: readonly Mention[];
  /** Indexes and tables of contents, which link to everything. */
  readonly indexes: readonly Mention[];
}

/** The first mention of each other note. */
export function mentioning(context: Pick<PageContext, 'vault' | 'note' | 'options'>): Mentioning {
  const { vault, note, options } = context;
  const notes = new Map<string, Mention>();
  const indexes = new Map<string, Mention>();
  for (const mention of followedMentions(vault, note.uri, options.settings)) {
    const file = vault.files.get(mention.uri);
    if (mention.uri === note.uri || !file) continue;
    const group = isContentsPath(file.path) ? indexes : notes;
    if (!group.has(mention.uri)) group.set(mention.uri, mention);
  }
  return { notes: [...notes.values()], indexes: [...indexes.values()] };
}

export function drawMentions(context: PageContext): string {
  const { mark, language } = context.options;
  const say = messages(language);
  const { notes, indexes } = mentioning(context);
  const label = labelled(mark, `${say.backlinksTitle()} ${notes.length}`);
  const rows = notes.slice(0, mostMentions).map((mention) => drawMention(context, mention));
  const rest = notes.length - rows.length;
  const none =
    notes.length + indexes.length === 0
      ? element(mark, 'p', { class: 'quiet-words' }, escapeHtml(say.nobodyLinks()))
      : '';
  const more = rest > 0 ? element(mark, 'p', { class: 'quiet-words' }, escapeHtml(say.andMore(rest))) : '';
  const folded = indexes.length
    ? `<details>${element(mark, 'summary', { class: 'quiet-words' }, escapeHtml(say.fromIndexes(indexes.length)))}<ul>${indexes
        .slice(0, mostMentions)
        .map((mention) => drawMention(context, mention))
        .join('')}</ul></details>`
    : '';
  return element(
    mark,
    'div',
    { tag: 'section', class: 'mentions' },
    `${label}${none}${rows.length ? `<ul>${rows.join('')}</ul>` : ''}${more}${folded}`,
  );
}

function drawMention(context: PageContext, { uri, link }: Mention): string {
  const { vault, options } = context;
  const { mark } = options;
  const file = vault.files.get(uri)!;
  const note = vault.note(uri);
  const text = vault.text(uri);
  const line = note ? lineAt(note.lines, link.start) : undefined;
  const attributes = { class: 'note', note: uri, go: line, title: vault.displayPath(file.path) };
  const title = element(mark, 'a', attributes, wordsHtml(mark, vault.titleOf(file)));
  const own = vault.files.get(context.note.uri);
  const found =
    note && text !== undefined
      ? sentenceAround(
          text,
          link.start,
          link.end,
          isInTable(note, link.start),
          readable({ vault, note, text }, options.settings),
        )
      : '';
  // A row that says no more than this note's own name says nothing to its reader.
  const sentence = own && isOnly(found, vault.titleOf(own)) ? '' : found;
  return `<li>${title}${sentence ? element(mark, 'p', { class: 'sentence' }, wordsHtml(mark, sentence)) : ''}</li>`;
}

function isOnly(sentence: string, name: string): boolean {
  return spacedWords(sentence) === spacedWords(name);
}
