// Inline content: links, embeds, images, tags, footnotes, block ids, and what is code, math or a comment.
// The order of precedence is CommonMark's: code, HTML and autolinks bind tighter than brackets.
import type { Span } from '../text/span.ts';
import { Ahead } from './ahead.ts';
import type { Definition } from './definition.ts';
import { destinationAt, isWhite, labelEnd, labelKey, skipWhite, titleEnd } from './destination.ts';
import { readComment, readTag } from './html.ts';
import type { BlockId, Footnote, HtmlAnchor, Link, Remark, Tag } from './note.ts';
import { formulaSign } from './plainText.ts';
import { unescapeMarkdown } from './unescape.ts';
import { type WikilinkParts, wikilinkParts } from './wikilink.ts';

/** Where the facts of a note are gathered while it is read. */
export interface Facts {
  readonly links: Link[];
  readonly tags: Tag[];
  readonly footnotes: Footnote[];
  readonly blockIds: BlockId[];
  readonly remarks: Remark[];
  readonly anchors: HtmlAnchor[];
  readonly opaque: number[];
  readonly hidden: number[];
  /** Reference definitions by `labelKey`. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly intern: (text: string) => string;
}

/** A stretch of text to read, and how its offsets become the note's. */
export interface InlineSource {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly offset: (at: number) => number;
  /** The note's own text, which `Definition` offsets refer to. */
  readonly note: string;
}

interface Opener {
  readonly at: number;
  readonly image: boolean;
}

const specials = /[\\`<$%![\]#^]/g;
const autolink = /<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>/y;
const email = /<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*)>/y;
const footnoteReference = /\[\^([^[\]\s]+)\]/y;
const tagName =
  /#([\p{L}\p{N}\p{M}\p{Extended_Pictographic}_\-/]*[\p{L}\p{Extended_Pictographic}_\-/][\p{L}\p{N}\p{M}\p{Extended_Pictographic}_\-/]*)/uy;
/** So much of what stands between dollars is looked at (characters). */
const longestFormula = 1000;
const linkOrBraces = /\[\[[^[\]]*\]\]|\{[^{}]*\}/g;
/** A word of two letters or more, or a Cyrillic letter, which is a word by itself sooner than a variable; no command, no index. */
const proseWord = /(?<![\\\p{L}\p{N}_^])(?:\p{L}{2,}|\p{Script=Cyrillic})/gu;
const blockId = /\^([\p{L}\p{N}_-]+)\s*$/uy;

/** The offset of the next character that inline content may begin with; the end of the text if there is none. */
export function nextSpecial(text: string, from: number): number {
  specials.lastIndex = from;
  // The pattern is one character long; a match would be an object for nothing.
  return specials.test(text) ? specials.lastIndex - 1 : text.length;
}

/** Reads the inline content of a note into its facts, block after block. */
export class InlineReader {
  private readonly facts: Facts;
  private readonly definedFootnotes: ReadonlySet<string>;

  // The block being read.
  private source!: InlineSource;
  private text = '';
  private from = 0;
  private to = 0;
  private openers: Opener[] = [];
  /** Of the openers below this index none may open a link any more: links do not nest. */
  private deadOpeners = 0;
  /** Where the last `[[` before a `]]` begins. */
  private lastDouble = -1;
  /** That `]]`. */
  private lastDoubleClose = -1;
  private ticks: Map<number, number[]> | undefined;
  private codeSpans: Span[] | undefined;
  /** The dollar that `closingDollar` found last. */
  private nextDollar = -1;
  private readonly ahead = new Ahead();

  /** @param facts with the definitions of footnotes */
  constructor(facts: Facts) {
    this.facts = facts;
    this.definedFootnotes = new Set(facts.footnotes.map(({ label }) => label));
  }

  /** @param first the offset of the block's first special character, from `nextSpecial` */
  read(source: InlineSource, first: number): void {
    const { from, to } = source;
    this.source = source;
    // Cut, so that no search runs on into the rest of the note.
    const text = to < source.text.length ? source.text.slice(0, to) : source.text;
    this.text = text;
    this.from = from;
    this.to = to;
    if (this.openers.length > 0) this.openers = [];
    this.deadOpeners = 0;
    this.lastDoubleClose = -1;
    this.ticks = undefined;
    this.codeSpans = undefined;
    this.nextDollar = -1;
    this.ahead.begin(text, to);
    let at = first;
    while (at < to) at = nextSpecial(text, this.special(at, text.charCodeAt(at)));
  }

  /** Reads what begins at `at`; the offset where reading goes on. */
  private special(at: number, code: number): number {
    switch (code) {
      case 92: // backslash
        return at + 2;
      case 96: // backtick
        return this.codeSpan(at);
      case 60: // <
        return this.html(at);
      case 36: // $
        return this.math(at);
      case 37: // %
        return this.hidden(at);
      case 33: // !
        if (this.text.charCodeAt(at + 1) !== 91 || at + 1 >= this.to) return at + 1;
        return this.open(at + 1, true);
      case 91: // [
        return this.open(at, false);
      case 93: // ]
        return this.close(at);
      case 35: // #
        return this.tag(at);
      default: // ^
        return this.block(at);
    }
  }

  private opaque(start: number, end: number): void {
    this.facts.opaque.push(this.source.offset(start), this.source.offset(end));
  }

  // ---- code, HTML, math, hidden text

  private codeSpan(at: number): number {
    let end = at;
    while (end < this.to && this.text.charCodeAt(end) === 96) end++;
    const close = this.tickRun(end - at, end);
    if (close < 0) return end;
    this.opaque(at, close + end - at);
    return close + end - at;
  }

  /** The start of the next run of exactly `length` backticks at or after `from`, or -1. */
  private tickRun(length: number, from: number): number {
    if (!this.ticks) {
      this.ticks = new Map();
      for (let at = this.text.indexOf('`', this.from); at >= 0 && at < this.to; at = this.text.indexOf('`', at)) {
        const start = at;
        while (at < this.to && this.text.charCodeAt(at) === 96) at++;
        const runs = this.ticks.get(at - start);
        if (runs) runs.push(start);
        else this.ticks.set(at - start, [start]);
      }
    }
    const runs = this.ticks.get(length);
    if (!runs) return -1;
    const index = firstAtLeast(runs, from);
    return index < runs.length ? runs[index]! : -1;
  }

  private html(at: number): number {
    const { text, to } = this;
    if (text.startsWith('<!--', at)) {
      const end = readComment(text, at, this.ahead, this.source.offset, this.facts);
      return end < 0 ? at + 1 : end;
    }
    if (text.charCodeAt(at + 1) === 37) {
      // Templater's `<% … %>` is code; before another `<%` it is a stray mark.
      const close = this.ahead.find('%>', at + 2);
      const another = this.ahead.find('<%', at + 2);
      if (close < 0 || (another >= 0 && another < close)) return at + 1;
      this.opaque(at, close + 2);
      return close + 2;
    }
    for (const pattern of [autolink, email]) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match || pattern.lastIndex > to) continue;
      const end = pattern.lastIndex;
      this.addAutolink(at, end, pattern === email ? `mailto:${match[1]}` : match[1]!);
      return end;
    }
    const end = readTag(text, at, to, this.ahead, this.source.offset, this.facts);
    return end < 0 ? at + 1 : end;
  }

  private addAutolink(start: number, end: number, target: string): void {
    const { offset } = this.source;
    this.facts.links.push({
      syntax: 'autolink',
      embed: false,
      start: offset(start),
      end: offset(end),
      target: this.facts.intern(target),
      targetStart: offset(start + 1),
      targetEnd: offset(end - 1),
      fragment: undefined,
      fragmentStart: -1,
      fragmentEnd: -1,
      alias: undefined,
      textStart: -1,
      textEnd: -1,
    });
  }

  /** `$…$` by Pandoc's rule and `$$…$$`; where a ` [[` stands inside or a `[[` begins a line, the dollars may be money. */
  private math(at: number): number {
    const { text, to } = this;
    if (text.charCodeAt(at + 1) === 36) {
      const close = this.ahead.find('$$', at + 2);
      if (close < 0 || this.isRating(at + 2, close)) return at + 2;
      this.opaque(at, close + 2);
      return close + 2;
    }
    if (at + 1 >= to || isWhite(text.charCodeAt(at + 1))) return at + 1;
    const close = this.mathEnd(at + 2);
    if (close < 0 || this.isMoney(at + 1, close)) return at + 1;
    this.opaque(at, close + 1);
    return close + 1;
  }

  /**
   * True where a link stands after a space or begins a line, and what the dollars enclose is an amount (`$5M [[x]] and 10$`),
   * has no sign of a formula, or has two words as prose has them (`$HOME_DIR of [[x]] and …$`): a formula writes words as
   * commands or in braces.
   */
  private isMoney(from: number, to: number): boolean {
    if (!this.mayHoldLink(from, to)) return false;
    const first = this.text.charCodeAt(from);
    if (first >= 48 && first <= 57) return true;
    const said = this.withoutLinks(from, to);
    return !formulaSign.test(said) || wordsIn(said) > 1;
  }

  /**
   * The same of doubled dollars, which say how dear a place is (`$$ [[Cafe]] and $$ [[Bar]]`): an amount is none of theirs, and
   * where no sign of a formula stands between them one word tells.
   */
  private isRating(from: number, to: number): boolean {
    if (!this.mayHoldLink(from, to)) return false;
    const said = this.withoutLinks(from, to);
    return wordsIn(said) > (formulaSign.test(said) ? 1 : 0);
  }

  private mayHoldLink(from: number, to: number): boolean {
    const isBefore = (link: number) => link >= 0 && link < to;
    return isBefore(this.ahead.find(' [[', from)) || isBefore(this.ahead.find('\n[[', from));
  }

  private withoutLinks(from: number, to: number): string {
    return this.text.slice(from, Math.min(to, from + longestFormula)).replace(linkOrBraces, ' ');
  }

  /**
   * The next `$` that is neither escaped nor in code, if it stands after a non-space and not before a digit; else -1. As in
   * VS Code and GitHub no later one closes: in `$5 or [a](b) for $x$` the first would take all up to the last.
   */
  private mathEnd(from: number): number {
    const { text, to } = this;
    // Openers come in order: what lies between two of them is looked at once.
    if (this.nextDollar < from) this.nextDollar = this.closingDollar(from);
    const at = this.nextDollar;
    if (at >= to || isWhite(text.charCodeAt(at - 1))) return -1;
    const next = text.charCodeAt(at + 1);
    return at + 1 < to && next >= 48 && next <= 57 ? -1 : at;
  }

  /** The end of the text if there is none. */
  private closingDollar(from: number): number {
    const { text, to } = this;
    for (let at = text.indexOf('$', from); at >= 0 && at < to; at = text.indexOf('$', at + 1))
      if (text.charCodeAt(at - 1) !== 92 && !this.inCode(at)) return at;
    return to;
  }

  private inCode(at: number): boolean {
    if (!this.codeSpans) {
      this.codeSpans = [];
      const tick = this.text.indexOf('`', this.from);
      for (let open = tick; open >= 0 && open < this.to; ) {
        let end = open;
        while (end < this.to && this.text.charCodeAt(end) === 96) end++;
        const close = this.tickRun(end - open, end);
        if (close >= 0) this.codeSpans.push({ start: open, end: close + end - open });
        open = this.text.indexOf('`', close < 0 ? end : close + end - open);
      }
    }
    let low = 0;
    let high = this.codeSpans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.codeSpans[middle]!.end <= at) low = middle + 1;
      else high = middle;
    }
    return low < this.codeSpans.length && this.codeSpans[low]!.start < at;
  }

  /** Obsidian's `%% hidden %%`. */
  private hidden(at: number): number {
    if (this.text.charCodeAt(at + 1) !== 37) return at + 1;
    const close = this.ahead.find('%%', at + 2);
    if (close < 0) return at + 2;
    this.opaque(at, close + 2);
    this.facts.hidden.push(this.source.offset(at), this.source.offset(close + 2));
    return close + 2;
  }

  // ---- brackets

  private open(at: number, image: boolean): number {
    const { text } = this;
    if (!image && text.charCodeAt(at + 1) === 94) {
      footnoteReference.lastIndex = at;
      const match = footnoteReference.exec(text);
      const end = footnoteReference.lastIndex;
      // One that nothing defines may be the text of a link (GFM).
      if (match && end <= this.to && (this.definedFootnotes.has(match[1]!) || !this.isOwnLink(end))) {
        this.addFootnote(match[1]!, at, end);
        return end;
      }
    }
    if (text.charCodeAt(at + 1) === 91) {
      const end = this.wikilink(at, image);
      if (end >= 0) {
        // Links do not nest: as with a link of CommonMark's own, the inner one wins.
        if (!image) this.deadOpeners = this.openers.length;
        return end;
      }
    }
    this.openers.push({ at, image });
    return at + 1;
  }

  private addFootnote(label: string, start: number, end: number): void {
    const { offset } = this.source;
    this.facts.footnotes.push({
      label: this.facts.intern(label),
      kind: 'reference',
      start: offset(start),
      end: offset(end),
      textStart: -1,
      textEnd: -1,
    });
  }

  /** The end of the wiki-link at `at`, or -1 where the brackets are something else. */
  private wikilink(at: number, embed: boolean): number {
    const { text } = this;
    const close = this.ahead.find(']]', at + 2);
    if (close < 0) return -1;
    if (this.lastDoubleClose !== close) {
      this.lastDoubleClose = close;
      this.lastDouble = text.lastIndexOf('[[', close - 1);
    }
    if (this.lastDouble > at) return -1;
    const parts = wikilinkParts(text, at + 2, close);
    if (!parts || this.isOwnLink(close + 2)) return -1;
    this.addWikilink(embed ? at - 1 : at, close + 2, embed, parts);
    return close + 2;
  }

  /** After `[[x]]` or `[^x]` a `(target)` or a defined `[label]` makes it CommonMark's link. */
  private isOwnLink(after: number): boolean {
    if (after >= this.to) return false;
    const code = this.text.charCodeAt(after);
    if (code === 40) return this.inlineTarget(after) !== undefined;
    if (code !== 91 || this.facts.definitions.size === 0) return false;
    const end = labelEnd(this.text, after + 1, this.to);
    return end >= 0 && this.facts.definitions.has(labelKey(this.text.slice(after + 1, end)));
  }

  private addWikilink(start: number, end: number, embed: boolean, parts: WikilinkParts): void {
    const link = wikilink(this.text, start, end, embed, parts, this.source.offset, this.facts.intern);
    this.facts.links.push(link);
  }

  private close(at: number): number {
    const opener = this.openers.pop();
    if (!opener) return at + 1;
    const isDead = this.openers.length < this.deadOpeners;
    if (isDead) this.deadOpeners = this.openers.length;
    if (isDead && !opener.image) return at + 1;
    const end = this.linkEnd(opener, at);
    if (end < 0) return at + 1;
    if (!opener.image) this.deadOpeners = this.openers.length;
    return end;
  }

  /** The end of the link or image whose text ends at `at`, or -1. */
  private linkEnd(opener: Opener, at: number): number {
    const { text, to } = this;
    const start = opener.image ? opener.at - 1 : opener.at;
    const inline = text.charCodeAt(at + 1) === 40 && at + 1 < to ? this.inlineTarget(at + 1) : undefined;
    if (inline) {
      this.addLink('markdown', opener.image, start, inline.next, inline.start, inline.end, opener.at + 1, at);
      return inline.next;
    }
    if (this.facts.definitions.size === 0) return -1;
    let labelFrom = opener.at + 1;
    let labelTo = at;
    let end = at + 1;
    if (text.charCodeAt(at + 1) === 91 && at + 1 < to) {
      const close = text.charCodeAt(at + 2) === 93 ? at + 2 : labelEnd(text, at + 2, to);
      if (close > at + 2) {
        labelFrom = at + 2;
        labelTo = close;
      }
      if (close >= 0) end = close + 1;
    }
    const full = labelFrom === at + 2;
    if (!full && labelEnd(text, labelFrom, to) !== labelTo) return -1;
    const definition = this.facts.definitions.get(labelKey(text.slice(labelFrom, labelTo)));
    if (!definition) return -1;
    const target = this.source.note.slice(definition.targetStart, definition.targetEnd);
    this.addLink('reference', opener.image, start, end, labelFrom, labelTo, opener.at + 1, at, target);
    return end;
  }

  /** The target of `(target "title")` that begins at `at`; `next` is past the parenthesis. */
  private inlineTarget(at: number): (Span & { next: number }) | undefined {
    const { text, to } = this;
    const start = skipWhite(text, at + 1, to);
    const destination = destinationAt(text, start, to);
    if (!destination) return undefined;
    let end = skipWhite(text, destination.next, to);
    if (end > destination.next) {
      const title = titleEnd(text, end, to);
      if (title >= 0) end = skipWhite(text, title, to);
    }
    if (end >= to || text.charCodeAt(end) !== 41) return undefined;
    return { start: destination.start, end: destination.end, next: end + 1 };
  }

  /** `written` is given where the target does not stand at `targetStart` (references). */
  private addLink(
    syntax: 'markdown' | 'reference',
    embed: boolean,
    start: number,
    end: number,
    targetStart: number,
    targetEnd: number,
    textStart: number,
    textEnd: number,
    written?: string,
  ): void {
    const { offset } = this.source;
    const raw = written ?? this.text.slice(targetStart, targetEnd);
    this.facts.links.push(
      pathLink(
        { syntax, embed, start: offset(start), end: offset(end) },
        raw,
        { start: offset(targetStart), end: offset(targetEnd) },
        textStart < 0 ? { start: -1, end: -1 } : { start: offset(textStart), end: offset(textEnd) },
        this.facts.intern,
      ),
    );
  }

  // ---- tags and block ids

  private tag(at: number): number {
    if (at > this.from && !/[\s(,;]/.test(this.text[at - 1]!)) return at + 1;
    tagName.lastIndex = at;
    const match = tagName.exec(this.text);
    if (!match || tagName.lastIndex > this.to) return at + 1;
    const { offset } = this.source;
    const name = match[1]!.replace(/\/+$/, '');
    this.facts.tags.push({ name: this.facts.intern(name), start: offset(at), end: offset(at + 1 + name.length) });
    return tagName.lastIndex;
  }

  private block(at: number): number {
    if (at > this.from && !isWhite(this.text.charCodeAt(at - 1))) return at + 1;
    blockId.lastIndex = at;
    const match = blockId.exec(this.text);
    if (!match) return at + 1;
    const { offset } = this.source;
    this.facts.blockIds.push({
      id: this.facts.intern(match[1]!),
      start: offset(at),
      end: offset(at + 1 + match[1]!.length),
      blockStart: offset(this.from),
      blockEnd: offset(at),
    });
    return this.to;
  }
}

function wordsIn(text: string): number {
  return text.match(proseWord)?.length ?? 0;
}

/** A wiki-link from the parts of its inside. */
export function wikilink(
  text: string,
  start: number,
  end: number,
  embed: boolean,
  parts: WikilinkParts,
  offset: (at: number) => number,
  intern: (text: string) => string,
): Link {
  const hasFragment = parts.fragmentStart >= 0;
  const hasAlias = parts.aliasStart >= 0;
  return {
    syntax: 'wiki',
    embed,
    start: offset(start),
    end: offset(end),
    target: intern(text.slice(parts.targetStart, parts.targetEnd)),
    targetStart: offset(parts.targetStart),
    targetEnd: offset(parts.targetEnd),
    fragment: hasFragment ? intern(text.slice(parts.fragmentStart, parts.fragmentEnd)) : undefined,
    fragmentStart: hasFragment ? offset(parts.fragmentStart) : -1,
    fragmentEnd: hasFragment ? offset(parts.fragmentEnd) : -1,
    alias: hasAlias ? intern(text.slice(parts.aliasStart, parts.aliasEnd)) : undefined,
    textStart: hasAlias ? offset(parts.aliasStart) : -1,
    textEnd: hasAlias ? offset(parts.aliasEnd) : -1,
  };
}

/** A link whose target is a path or URL as Markdown writes it: escapes undone, split at the first `#`. */
export function pathLink(
  head: Pick<Link, 'syntax' | 'embed' | 'start' | 'end'>,
  raw: string,
  target: Span,
  text: Span,
  intern: (text: string) => string,
): Link {
  const hash = fragmentMark(raw);
  const ownText = target.end - target.start === raw.length;
  const targetEnd = hash >= 0 && ownText ? target.start + hash : target.end;
  // Written out: one shape for the links of every syntax, where a spread would cost ten times as much.
  return {
    syntax: head.syntax,
    embed: head.embed,
    start: head.start,
    end: head.end,
    target: intern(unescapeMarkdown(hash < 0 ? raw : raw.slice(0, hash))),
    targetStart: target.start,
    targetEnd,
    fragment: hash < 0 ? undefined : intern(unescapeMarkdown(raw.slice(hash + 1))),
    fragmentStart: hash >= 0 && ownText ? target.start + hash + 1 : -1,
    fragmentEnd: hash >= 0 && ownText ? target.end : -1,
    alias: undefined,
    textStart: text.start,
    textEnd: text.end,
  };
}

/** The first `#` that is neither escaped nor part of an entity such as `&#35;`, or -1. */
function fragmentMark(raw: string): number {
  for (let at = raw.indexOf('#'); at >= 0; at = raw.indexOf('#', at + 1)) {
    const previous = raw.charCodeAt(at - 1);
    if (at === 0 || (previous !== 92 && previous !== 38)) return at;
  }
  return -1;
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
