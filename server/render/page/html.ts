// HTML of our own making: escaped text, and elements whose attributes a note cannot forge.

import { withFormulas } from '../writtenFormula.ts';

/** A value of an attribute; `undefined` and `false` leave it out, `true` writes it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const special = /[&<>"']/;

export function escapeHtml(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/**
 * An element of ours. Its attributes are named `data-MARK-…` with the page's secret mark: the page turns these, and only
 * these, into classes, ids and behaviour, so that nothing in a note's own HTML can pose as a part of the page.
 */
export function element(mark: string, name: string, attributes: Attributes, content = ''): string {
  return `<${name}${ownAttributes(mark, attributes)}>${content}</${name}>`;
}

export function ownAttributes(mark: string, attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    text += ` data-${mark}-${name}="${value === true ? '' : escapeHtml(String(value))}"`;
  }
  return text;
}

/**
 * Attributes of ours as the one value of a note's own `href` or `src`, quoted or not: there is no other room in its tag. The
 * page puts them in its place, and knows them by the mark as well.
 */
export function ownAddress(mark: string, attributes: Attributes): string {
  return escapeHtml(`${mark}:${encodeURIComponent(JSON.stringify(attributes))}`);
}

/** TeX, for the page to draw. */
export function math(mark: string, tex: string, display: boolean, name = 'span'): string {
  return element(mark, name, { class: 'math', math: display ? 'display' : 'inline' }, escapeHtml(tex));
}

/** The words of a heading, a title or an alias: text, but for its formulas. */
export function wordsHtml(mark: string, words: string): string {
  return withFormulas(words, (tex) => math(mark, tex, false), escapeHtml);
}

/** A short name for a piece of HTML: equal for equal text. Two 32-bit hashes, so that a clash is not to be met. */
export function contentKey(text: string): string {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  first = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return (second >>> 0).toString(36) + (first >>> 0).toString(36);
}

/** The text of HTML that we have made, in one line. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
