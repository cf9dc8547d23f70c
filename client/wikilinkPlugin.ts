// The markdown-it plugin for wiki-links and embeds: it reads them itself and asks `PreviewLinks` where they lead.
// VS Code keeps the tokens of a document, so what may change is looked up while rendering.
import type { MarkdownIt, Env as MarkdownItEnv, RendererRule, StateCore, StateInline, Token } from 'markdown-it';
import { isExternal, pictureAlias, wikilinkParts } from '../server/parse/wikilink.ts';
import type { ResolvedLink, ResolveLinksResult } from '../server/protocol.ts';
import { rebase, relativeHref } from './relativeHref.ts';

export interface PreviewLinks {
  /** The document that is rendered, if markdown-it was not told. */
  readonly currentDocument: () => string | undefined;
  /** What is known now about the wiki-links of a note; `undefined` where nothing is yet. */
  readonly linksOf: (note: string) => ResolveLinksResult | undefined;
  /** What hovering a missing link says. */
  readonly missing: (target: string) => string;
}

type Options = Parameters<RendererRule>[2];

/** What stands between the brackets. */
interface Wikilink {
  readonly embed: boolean;
  readonly target: string;
  readonly fragment: string | undefined;
  readonly alias: string | undefined;
}

/** What VS Code and an enclosing embed say about the rendering under way. */
interface Env extends MarkdownItEnv {
  readonly currentDocument?: { toString(): string };
  /** Set inside an embedded note. */
  readonly researchNotesEmbed?: { readonly note: string; readonly document: string };
}

const inlineType = 'research_notes_link';
const blockType = 'research_notes_embed';
/** Embeds of one rendering; a page of more is not read by anybody, and each costs a parse. */
const mostEmbeds = 100;

export function wikilinkPlugin(md: MarkdownIt, links: PreviewLinks): MarkdownIt {
  const render = new WikilinkRenderer(md, links);
  md.inline.ruler.before('link', inlineType, inlineRule());
  md.core.ruler.push(blockType, liftEmbeds);
  md.renderer.rules[inlineType] = (tokens, at, options, env) => render.inline(tokens[at]!, options, env ?? {});
  md.renderer.rules[blockType] = (tokens, at, options, env) => render.block(tokens[at]!, options, env ?? {});
  return md;
}

// ---- reading

function inlineRule(): (state: StateInline, silent: boolean) => boolean {
  // A text full of `[[` without an end is searched once, not once a bracket.
  let seen = { text: '', from: 0, close: 0 };
  const nextClose = (text: string, from: number): number => {
    const known = seen.text === text && seen.from <= from && (seen.close < 0 || seen.close >= from);
    if (!known) seen = { text, from, close: text.indexOf(']]', from) };
    return seen.close;
  };

  return (state, silent) => {
    const { src, pos } = state;
    const embed = src.charCodeAt(pos) === 33; // !
    const open = embed ? pos + 1 : pos;
    if (src.charCodeAt(open) !== 91 || src.charCodeAt(open + 1) !== 91) return false;
    const close = nextClose(src, open + 2);
    if (close < 0 || close + 2 > state.posMax) return false;
    // The innermost pair of brackets is the link.
    if (src.lastIndexOf('[[', close - 1) > open) return false;
    const parts = wikilinkParts(src, open + 2, close);
    if (!parts || isOwnLink(state, close + 2)) return false;
    if (!silent) {
      const meta: Wikilink = {
        embed,
        target: src.slice(parts.targetStart, parts.targetEnd),
        fragment: parts.fragmentStart < 0 ? undefined : src.slice(parts.fragmentStart, parts.fragmentEnd),
        alias: parts.aliasStart < 0 ? undefined : src.slice(parts.aliasStart, parts.aliasEnd),
      };
      const token = state.push(inlineType, '', 0);
      token.meta = { ...meta };
      // VS Code makes the id of a heading from the texts of its tokens.
      const text = new state.Token('text', '', 0);
      text.content = writtenText(meta);
      token.children = [text];
    }
    state.pos = close + 2;
    return true;
  };
}

/** After `[[x]]` a `(target)` or a defined `[label]` makes it CommonMark's link. */
function isOwnLink(state: StateInline, after: number): boolean {
  const { src, posMax, md } = state;
  if (after >= posMax) return false;
  if (src.charCodeAt(after) === 40) return isInlineTarget(state, after);
  if (src.charCodeAt(after) !== 91) return false;
  const end = src.indexOf(']', after + 1);
  if (end < 0 || end >= posMax) return false;
  const references = (state.env as Env | undefined)?.references ?? {};
  return Object.hasOwn(references, md.utils.normalizeReference(src.slice(after + 1, end)));
}

/** `(target "title")` as CommonMark reads it. */
function isInlineTarget({ src, posMax, md }: StateInline, after: number): boolean {
  const skip = (at: number) => {
    let next = at;
    while (next < posMax && /[ \t\n]/.test(src[next]!)) next++;
    return next;
  };
  let at = skip(after + 1);
  const destination = md.helpers.parseLinkDestination(src, at, posMax);
  if (destination.ok) at = destination.pos;
  const title = skip(at);
  if (title > at) {
    const parsed = md.helpers.parseLinkTitle(src, title, posMax);
    at = parsed.ok ? skip(parsed.pos) : title;
  }
  return at < posMax && src.charCodeAt(at) === 41;
}

/** A paragraph that is one embed and nothing else becomes a block: a quotation must not stand inside a paragraph. */
function liftEmbeds(state: StateCore): void {
  const { tokens } = state;
  const lifted: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const only = tokens[at + 1]?.children;
    const embed = token.type === 'paragraph_open' && !token.hidden && only?.length === 1 ? only[0] : undefined;
    if (embed?.type !== inlineType || !wikilinkOf(embed).embed) {
      lifted.push(token);
      continue;
    }
    const block = new state.Token(blockType, 'p', 0);
    block.block = true;
    block.map = token.map;
    block.meta = embed.meta;
    lifted.push(block);
    at += 2;
  }
  state.tokens = lifted;
}

// ---- rendering

class WikilinkRenderer {
  private readonly md: MarkdownIt;
  private readonly links: PreviewLinks;
  /** Embeds that each rendering has shown so far. */
  private readonly embeds = new WeakMap<object, number>();

  constructor(md: MarkdownIt, links: PreviewLinks) {
    this.md = md;
    this.links = links;
  }

  inline(token: Token, options: Options, env: Env): string {
    const link = wikilinkOf(token);
    if (isExternal(link.target)) return this.external(link, env);
    const { note, document } = this.places(env);
    const { found, alias } = this.find(link, note);
    if (!found) return `<span class="research-notes-link">${this.escape(alias ?? writtenText(link))}</span>`;
    if (found.state === 'missing') return this.missing(link, alias);
    const href = document && found.href && relativeHref(document, found.href);
    const text = alias ?? shownText(link, found);
    if (!href) return `<span class="research-notes-link">${this.escape(text)}</span>`;
    if (link.embed && found.kind === 'image') return this.image(token, link, href, options, env);
    return this.anchor(href, text, written(link));
  }

  block(token: Token, options: Options, env: Env): string {
    const link = wikilinkOf(token);
    const { note, document } = this.places(env);
    const { found } = isExternal(link.target) ? {} : this.find(link, note);
    const attributes = this.md.renderer.renderAttrs(token);
    const text = found?.state === 'resolved' && found.kind === 'note' ? found.text : undefined;
    // An embed inside of an embed is a link: a circle ends here.
    if (!found?.href || text === undefined || !document || env.researchNotesEmbed || !this.mayEmbed(env)) {
      return `<p${attributes}>${this.inline(token, options, env)}</p>\n`;
    }
    const href = relativeHref(document, found.href);
    const title = shownText(link, found);
    const head = href ? this.anchor(href, title, written(link)) : this.escape(title);
    const body = this.embedded(text, found.href, document, options, env);
    // The classes of the block's own attributes stay on an outer element, which scrolling follows.
    return `<div${attributes}><blockquote class="research-notes-embed"><p class="research-notes-embed-title">${head}</p>\n${body}</blockquote></div>\n`;
  }

  /** The note whose links are looked up, and the document against which the page resolves paths. */
  private places(env: Env): { note: string | undefined; document: string | undefined } {
    if (env.researchNotesEmbed) return env.researchNotesEmbed;
    const document = env.currentDocument?.toString() ?? this.links.currentDocument();
    return { note: document, document };
  }

  private find(link: Wikilink, note: string | undefined): { found?: ResolvedLink; alias?: string } {
    const known = note === undefined ? undefined : this.links.linksOf(note);
    const at = (key: string) => (known && Object.hasOwn(known, key) ? known[key] : undefined);
    const first = at(written(link));
    const { alias } = link;
    if (alias === undefined) return first ? { found: first } : {};
    const flipped = at(`${written(link)}|${alias}`);
    if (flipped) return { found: flipped, alias: written(link) };
    const size = link.embed && pictureAlias(alias).width !== undefined;
    const shown = size || alias === '' ? {} : { alias };
    return first ? { found: first, ...shown } : shown;
  }

  private external(link: Wikilink, env: Env): string {
    const { md } = this;
    const address = written(link);
    const text = link.alias || address;
    // markdown-it lets any scheme through but three; here only these may be clicked, and what the user allowed.
    const { found } = this.find(link, this.places(env).note);
    const allowed = /^(?:https?:\/\/|mailto:)/i.test(address) || found?.state === 'external';
    if (!allowed || !md.validateLink(address)) return this.escape(text);
    return this.anchor(md.normalizeLink(address), text, address);
  }

  private missing(link: Wikilink, alias: string | undefined): string {
    const title = this.escape(this.links.missing(written(link)));
    return `<span class="research-notes-missing" title="${title}">${this.escape(alias ?? writtenText(link))}</span>`;
  }

  private anchor(href: string, text: string, title: string): string {
    const address = this.escape(href);
    // VS Code's preview opens what `data-href` says, as it does for links of Markdown.
    return `<a class="research-notes-link" href="${address}" data-href="${address}" title="${this.escape(title)}">${this.escape(text)}</a>`;
  }

  /** Drawn by the rule for images of Markdown: VS Code's makes the address one that the page may load. */
  private image(token: Token, link: Wikilink, href: string, options: Options, env: Env): string {
    const TokenClass = token.constructor as new (type: string, tag: string, nesting: 0) => Token;
    const alias = link.alias ?? '';
    const { words, width, height } = pictureAlias(alias);
    const alt = new TokenClass('text', '', 0);
    alt.content = width === undefined ? words || fileName(link.target) : words;
    const image = new TokenClass('image', 'img', 0);
    image.attrs = [
      ['src', href],
      ['alt', ''],
      ['class', 'research-notes-image'],
    ];
    if (width !== undefined) image.attrSet('width', width);
    if (height !== undefined) image.attrSet('height', height);
    image.children = [alt];
    image.content = alt.content;
    const { renderer } = this.md;
    const rule = renderer.rules.image;
    return rule ? rule([image], 0, options, env, renderer) : renderer.renderToken([image], 0, options);
  }

  private mayEmbed(env: Env): boolean {
    const count = (this.embeds.get(env) ?? 0) + 1;
    this.embeds.set(env, count);
    return count <= mostEmbeds;
  }

  private embedded(text: string, href: string, document: string, options: Options, env: Env): string {
    const { md } = this;
    const note = href.replace(/#.*$/, '');
    const own = { ...env, references: {}, researchNotesEmbed: { note, document } };
    const tokens = md.parse(text, own);
    settle(tokens, note, document);
    return md.renderer.render(tokens, options, own);
  }

  private escape(text: string): string {
    return this.md.utils.escapeHtml(text);
  }
}

/** Takes from the tokens of an embedded note what is true only in its own place: lines, ids of headings, paths. */
function settle(tokens: readonly Token[], note: string, document: string): void {
  for (const token of tokens) {
    token.map = null;
    if (token.attrs) {
      token.attrs = token.attrs.filter(([name]) => name !== 'data-line');
      const classes = token.attrGet('class');
      if (classes)
        token.attrSet(
          'class',
          String(classes)
            .replace(/\bcode-line\b/g, '')
            .trim(),
        );
    }
    // Under another name, VS Code gives a heading no id: ids would be doubled, and count those of the document on.
    if (token.type === 'heading_open') token.type = 'research_notes_heading_open';
    for (const name of ['href', 'src']) {
      const path = token.attrGet(name);
      if (path) token.attrSet(name, rebase(String(path), note, document));
    }
    if (token.children) settle(token.children, note, document);
  }
}

function wikilinkOf(token: Token): Wikilink {
  return token.meta as unknown as Wikilink;
}

/** The key of `ResolveLinksResult`. */
function written({ target, fragment }: Wikilink): string {
  return fragment === undefined ? target : `${target}#${fragment}`;
}

/** The text of a link about which nothing is known. */
function writtenText(link: Wikilink): string {
  return link.alias || written(link);
}

/** A link without an alias shows the title of its note: a file name says less. */
function shownText(link: Wikilink, { title, kind }: ResolvedLink): string {
  const { target, fragment } = link;
  // `#A#B` names B; a block is named without its mark.
  const part = fragment
    ?.slice(fragment.lastIndexOf('#') + 1)
    .trim()
    .replace(/^\^/, '');
  if (target === '') return part || written(link);
  if (!title || kind !== 'note') return fileName(written(link));
  return part ? `${title} › ${part}` : title;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
