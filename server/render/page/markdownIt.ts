// markdown-it with our rules: signs become links and formulas, and every element knows the line it comes from.
import Parser, { type MarkdownIt, type StateCore, type Token } from 'markdown-it';
import marks from 'markdown-it-mark';
import type { Link } from '../../parse/note.ts';
import { callouts } from './callouts.ts';
import { directions } from './directions.ts';
import { addFootnotes } from './footnotes.ts';
import { escapeHtml, math, ownAttributes } from './html.ts';
import { isInsideCut, type Masked, type Piece, restored, unmasked } from './mask.ts';
import { type TaskBox, tasks } from './tasks.ts';

/** What the rules ask while they render one note: how a link, a picture, a formula is drawn. */
export interface Drawing {
  readonly mark: string;
  readonly masked: Masked;
  /** How Markdown is read where readers differ. */
  readonly choice: { readonly breaks: boolean; readonly typographer: boolean; readonly linkify: boolean };
  piece(piece: Piece): string;
  /** The words that stand for a piece where only words can stand: in an alternative text. */
  words(piece: Piece): string;
  /** The link that a Markdown link of this address, as written, is. */
  linkOf(raw: string): Link;
  /** The start of a Markdown link and what ends it. `raw` is its address as written, escapes undone. */
  link(href: string, raw: string, title: string): { open: string; close: string };
  image(src: string, raw: string, alt: string, title: string): string;
  /** What stands for the address of an `<img>` or `<a>` of the author's: HTML of an attribute's value. */
  address(piece: Piece): string;
  /** Of a note that is embedded: its URI and its lines, so that a box of a task knows where it stands. */
  readonly embedded: { readonly uri: string; readonly line: (line: number) => string } | undefined;
  /** The id of the heading at a line of the note. */
  slug(line: number): string | undefined;
}

/** markdown-it hands this to every rule. */
export interface RenderEnv {
  readonly drawing: Drawing;
  /** Normalised address -> as written. */
  readonly raw: Map<string, string>;
  readonly closings: string[];
}

/** What markdown-it carries along is ours. */
export function envOf(env: unknown): RenderEnv {
  return env as RenderEnv;
}

let shared: MarkdownIt | undefined;
/** What is read now: markdown-it normalises and judges addresses through functions that know no environment. */
let reading: RenderEnv | undefined;

/** One parser for all notes, made when the first is rendered. */
export function markdownIt(): MarkdownIt {
  shared ??= makeMarkdownIt();
  return shared;
}

/** The one parser, as this note is to be read. */
function readerFor({ choice: { typographer, linkify } }: Drawing): MarkdownIt {
  return markdownIt().set({ typographer, linkify });
}

/** The environment of one rendering, and the tokens of a masked text. */
export function tokensOf(drawing: Drawing): { tokens: Token[]; env: RenderEnv } {
  const env: RenderEnv = { drawing, raw: new Map(), closings: [] };
  reading = env;
  return { tokens: readerFor(drawing).parse(drawing.masked.text, env as never), env };
}

export function renderTokens(tokens: Token[], env: RenderEnv): string {
  const md = markdownIt();
  return md.renderer.render(tokens, md.options, env as never);
}

/** Inline content by itself: a caption, a reason. */
export function renderInline(text: string, env: RenderEnv): string {
  reading = env;
  const md = readerFor(env.drawing);
  // An environment of its own: in the note's, the footnotes would be written once more.
  const own: RenderEnv = { drawing: env.drawing, raw: env.raw, closings: [] };
  return md.renderer.render(md.parseInline(text, own as never), md.options, own as never);
}

function makeMarkdownIt(): MarkdownIt {
  const md = new Parser({ html: true, linkify: true });
  // An address is one that says so: `notes.md` is none, and neither is `a@b`.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  for (const scheme of ['ftp:', 'mailto:', '//']) md.linkify.add(scheme, null);
  const web: Parameters<typeof md.linkify.add>[1] = {
    validate: (text, from, { re }) => {
      const pattern = re.get_http_validator();
      pattern.lastIndex = from;
      const address = pattern.exec(text)?.[0] ?? '';
      // A sign is no part of it.
      return /^\P{Co}*/u.exec(address)![0].length;
    },
  };
  for (const scheme of ['http:', 'https:']) md.linkify.add(scheme, web);
  // An address that may not be opened is drawn as such (`Drawing.link`); its brackets would tell a reader nothing. What holds a
  // sign, which has no spaces where its piece may have some, is no address to our parser.
  md.validateLink = (url) => !reading?.raw.get(url)?.includes(reading.drawing.masked.signs.open);
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => {
    const normalized = normalize(url);
    reading?.raw.set(normalized, url);
    return normalized;
  };
  md.use(marks);
  addFootnotes(md);
  md.core.ruler.push('pieces', splitPieces);
  md.core.ruler.push('outer_links', dropOuterLinks);
  md.core.ruler.push('tasks', tasks);
  md.core.ruler.push('alignment', alignCells);
  md.core.ruler.push('directions', directions);
  md.core.ruler.push('callouts', callouts);
  md.core.ruler.push('heading_ids', headingIds);
  addRules(md);
  return md;
}

/** The page takes no styles of a note, so the cells of a table say by `align` where their text stands. */
function alignCells(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type !== 'th_open' && token.type !== 'td_open') continue;
    const align = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
    if (align) token.attrs = [['align', align]];
  }
}

/** Text tokens with signs in them become text and piece tokens. Most have none, and then nothing is made anew. */
function splitPieces(state: StateCore): void {
  const { masked } = envOf(state.env).drawing;
  const { open, nothing } = masked.signs;
  const isMarked = ({ type, content }: Token) =>
    type === 'text' && (content.includes(open) || content.includes(nothing));
  const split = (tokens: Token[]): Token[] => {
    for (const token of tokens) if (token.children) token.children = split(token.children);
    if (!tokens.some(isMarked)) return tokens;
    const parts: Token[] = [];
    for (const [index, token] of tokens.entries()) {
      if (!isMarked(token)) {
        const next = tokens[index + 1];
        const isNone = isBreak(token) && next?.type === 'text' && isInsideCut(next.content, masked.signs);
        // A line's end all the same, for those who count lines.
        parts.push(isNone ? Object.assign(new state.Token('text', '', 0), { content: '\n' }) : token);
        continue;
      }
      for (const part of unmasked(token.content, masked)) {
        const own = new state.Token(typeof part === 'string' ? 'text' : 'piece', '', 0);
        own.level = token.level;
        if (typeof part === 'string') own.content = part;
        else own.meta = part;
        parts.push(own);
      }
    }
    return parts;
  };
  state.tokens.forEach((token, index) => {
    if (!token.children) return;
    token.children = split(token.children);
    // Of a comment that is all of its paragraph nothing is seen.
    const before = state.tokens[index - 1];
    if (before?.type !== 'paragraph_open' || token.content !== nothing) return;
    before.hidden = true;
    state.tokens[index + 1]!.hidden = true;
  });
}

export function isBreak({ type }: Token): boolean {
  return type === 'softbreak' || type === 'hardbreak';
}

/** Links do not nest: as with our parser, of a link with a wiki-link in its text only the inner one is a link. */
function dropOuterLinks(state: StateCore): void {
  for (const token of state.tokens) {
    const { children } = token;
    if (!children?.some(isWikilink)) continue;
    const outer = new Set<Token>();
    let open: Token | undefined;
    let holdsLink = false;
    for (const child of children) {
      if (child.type === 'link_open') {
        open = child;
        holdsLink = false;
      } else if (isWikilink(child)) holdsLink = true;
      else if (child.type === 'link_close' && open && holdsLink) outer.add(open).add(child);
    }
    if (outer.size > 0) token.children = children.filter((child) => !outer.has(child));
  }
}

function isWikilink({ type, meta }: Token): boolean {
  const piece = type === 'piece' ? (meta as Piece) : undefined;
  return piece?.kind === 'link' && !piece.link.embed;
}

function headingIds(state: StateCore): void {
  const { drawing } = envOf(state.env);
  for (const token of state.tokens) {
    if (token.type !== 'heading_open' || !token.map) continue;
    const slug = drawing.slug(token.map[0] + drawing.masked.firstLine);
    if (slug) token.attrSet(`data-${drawing.mark}-id`, slug);
  }
}

function addRules(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const drawingOf = (env: unknown) => envOf(env).drawing;
  rules.piece = (tokens, index, _options, env) => drawingOf(env).piece(tokens[index]!.meta as Piece);
  // What is HTML of ours already.
  rules.drawn = (tokens, index) => tokens[index]!.content;
  // What follows a displayed formula begins a line anyhow.
  rules.softbreak = (tokens, index, _options, env) =>
    drawingOf(env).choice.breaks && !isBelowFormula(tokens, index) ? '<br>\n' : '\n';
  rules.link_open = (tokens, index, _options, env) => {
    const { drawing, raw, closings } = envOf(env);
    const href = String(tokens[index]!.attrGet('href') ?? '');
    const { open, close } = drawing.link(href, raw.get(href) ?? href, String(tokens[index]!.attrGet('title') ?? ''));
    closings.push(close);
    return open;
  };
  rules.link_close = (_tokens, _index, _options, env) => envOf(env).closings.pop() ?? '</a>';
  rules.image = (tokens, index, _options, env) => {
    const token = tokens[index]!;
    const { drawing, raw } = envOf(env);
    const src = String(token.attrGet('src') ?? '');
    return drawing.image(
      src,
      raw.get(src) ?? src,
      altOf(token.children ?? [], drawing),
      String(token.attrGet('title') ?? ''),
    );
  };
  rules.html_inline = rules.html_block = (tokens, index, _options, env) =>
    htmlOf(tokens[index]!.content, drawingOf(env));
  rules.task_box = (tokens, index, _options, env) => {
    const { checked, place } = tokens[index]!.meta as TaskBox;
    return `<input type="checkbox" disabled${checked ? ' checked' : ''}${ownAttributes(drawingOf(env).mark, place)}>`;
  };
  rules.code_inline = (tokens, index, _options, env) =>
    `<code>${escapeHtml(restored(tokens[index]!.content, drawingOf(env).masked))}</code>`;
  rules.code_block = (tokens, index, _options, env) => code(tokens[index]!.content, '', drawingOf(env));
  rules.fence = (tokens, index, _options, env) => {
    const drawing = drawingOf(env);
    const { content, info } = tokens[index]!;
    const language = md.utils.unescapeAll(info).trim().split(/\s+/)[0] ?? '';
    // As with GitHub and VS Code.
    if (language === 'math' && content.trim() !== '')
      return `${math(drawing.mark, restored(content, drawing.masked).trim(), true, 'div')}\n`;
    return code(content, language, drawing);
  };
  rules.table_open = (tokens, index, _options, env) =>
    `<div${ownAttributes(drawingOf(env).mark, { class: 'table', tabindex: 0 })}><table${dirOf(tokens[index]!)}>\n`;
  rules.table_close = () => '</table></div>\n';
}

/** Whether what a break ends is a displayed formula. */
function isBelowFormula(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (tokens[at]?.type === 'text' && tokens[at]!.content.trim() === '') at--;
  const piece = tokens[at]?.type === 'piece' ? (tokens[at]!.meta as Piece) : undefined;
  return piece?.kind === 'math' && piece.display;
}

/** The direction of an element that a rule writes itself. */
export function dirOf(token: Token): string {
  const direction = token.attrGet('dir');
  return direction ? ` dir="${direction}"` : '';
}

function code(content: string, language: string, drawing: Drawing): string {
  const { mark, masked } = drawing;
  const text = restored(content, masked);
  const name = restored(language, masked);
  const own = ownAttributes(mark, { language: name.slice(0, 40).toLowerCase() || undefined });
  return `<pre><code${name ? ` class="language-${escapeHtml(name)}"` : ''}${own}>${escapeHtml(text)}</code></pre>\n`;
}

/** The author's HTML: the page's sanitiser judges it; here only addresses are put in. */
function htmlOf(content: string, drawing: Drawing): string {
  const { masked } = drawing;
  if (!content.includes(masked.signs.open) && !content.includes(masked.signs.nothing)) return content;
  return unmasked(content, masked)
    .map((part) =>
      typeof part === 'string' ? part : part.kind === 'address' ? drawing.address(part) : drawing.piece(part),
    )
    .join('');
}

/** As markdown-it's own, with pieces. */
function altOf(tokens: readonly Token[], drawing: Drawing): string {
  return tokens
    .map((token) => {
      if (token.type === 'piece') return drawing.words(token.meta as Piece);
      if (token.type === 'image') return altOf(token.children ?? [], drawing);
      if (isBreak(token)) return '\n';
      if (token.type === 'text') return token.content;
      const isWritten = token.type === 'code_inline' || token.type === 'html_inline';
      return isWritten ? restored(token.content, drawing.masked) : '';
    })
    .join('');
}
