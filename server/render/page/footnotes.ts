// Footnotes: read by the plugin, gathered at the end and drawn by us.
import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import { element, ownAttributes } from './html.ts';
import { envOf } from './markdownIt.ts';

export function addFootnotes(md: MarkdownIt): void {
  const { ruler } = md.inline;
  const known = new Set(ruler.getRules(''));
  md.use(footnotes);
  // As with our parser, a reference to a footnote that there is is no link, whatever stands behind it.
  const [, reference] = ruler.getRules('').filter((rule) => !known.has(rule));
  ruler.before('link', 'footnote_before_link', reference!);
  md.core.ruler.after('block', 'first_footnotes', firstFootnotes);
  md.core.ruler.at('footnote_tail', gather);
  addRules(md);
}

/** Of several footnotes with one label the first counts, as with other definitions and with GitHub. */
function firstFootnotes(state: StateCore): void {
  const seen = new Set<string>();
  /** How deep inside of one that is left out. */
  let depth = 0;
  state.tokens = state.tokens.filter(({ type, meta }) => {
    if (type === 'footnote_reference_open') {
      const { label } = meta as { label: string };
      if (depth > 0 || seen.has(label)) depth++;
      seen.add(label);
    }
    const isShown = depth === 0;
    if (type === 'footnote_reference_close' && !isShown) depth--;
    return isShown;
  });
}

/** What the plugin has found, in the order of the first references: with its content where it stands among words. */
interface Listed {
  readonly label?: string;
  readonly count?: number;
  readonly tokens?: Token[];
  readonly content?: string;
}

/** Definitions go to the end. In place of the plugin's own rule, which copies all that is there once more for each of them. */
function gather(state: StateCore): void {
  const { footnotes } = state.env as { footnotes?: { list?: readonly Listed[] } };
  if (!footnotes) return;
  const definitions = new Map<string, Token[]>();
  const kept: Token[] = [];
  const around: Token[][] = [];
  let into = kept;
  for (const token of state.tokens) {
    if (token.type === 'footnote_reference_open') {
      around.push(into);
      into = [];
      definitions.set((token.meta as { label: string }).label, into);
    } else if (token.type === 'footnote_reference_close') into = around.pop() ?? kept;
    else into.push(token);
  }
  state.tokens = kept;
  if (!footnotes.list) return;
  const add = (type: string, nesting: -1 | 0 | 1, meta: Token['meta'] = null) => {
    const token = new state.Token(type, '', nesting);
    token.meta = meta;
    kept.push(token);
  };
  add('footnote_block_open', 1);
  for (const [id, { label, count = 0, tokens, content = '' }] of footnotes.list.entries()) {
    add('footnote_open', 1, { id });
    const own = tokens ? paragraphOf(state, tokens, content) : (definitions.get(label ?? '') ?? []);
    for (const token of own) kept.push(token);
    const end = kept.at(-1)!.type === 'paragraph_close' ? kept.pop() : undefined;
    for (let subId = 0; subId < Math.max(1, count); subId++) add('footnote_anchor', 0, { id, subId });
    if (end) kept.push(end);
    add('footnote_close', -1);
  }
  add('footnote_block_close', -1);
}

function paragraphOf(state: StateCore, children: Token[], content: string): Token[] {
  const open = new state.Token('paragraph_open', 'p', 1);
  const inline = Object.assign(new state.Token('inline', '', 0), { children, content });
  const close = new state.Token('paragraph_close', 'p', -1);
  open.block = true;
  close.block = true;
  return [open, inline, close];
}

/** With marks of ours, since a note's own ids are renamed. */
function addRules(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const name = (token: Token): string => String(Number((token.meta as { id: number }).id) + 1);
  const markOf = (env: unknown) => envOf(env).drawing.mark;
  rules.footnote_ref = (tokens, index, _options, env) => {
    const number = name(tokens[index]!);
    const { subId } = tokens[index]!.meta as { subId: number };
    const own = { class: 'footnote-ref', id: `fnref-${number}${subId ? `-${subId}` : ''}`, to: `fn-${number}` };
    return `<sup>${element(markOf(env), 'a', own, number)}</sup>`;
  };
  rules.footnote_block_open = (_tokens, _index, _options, env) =>
    `<div${ownAttributes(markOf(env), { class: 'footnotes', tag: 'section' })}><ol>\n`;
  rules.footnote_block_close = () => '</ol></div>\n';
  rules.footnote_open = (tokens, index, _options, env) =>
    `<li${ownAttributes(markOf(env), { id: `fn-${name(tokens[index]!)}` })}>`;
  rules.footnote_close = () => '</li>\n';
  rules.footnote_anchor = (tokens, index, _options, env) => {
    const { subId } = tokens[index]!.meta as { subId: number };
    const to = `fnref-${name(tokens[index]!)}${subId ? `-${subId}` : ''}`;
    return ` ${element(markOf(env), 'a', { class: 'footnote-back', to }, '↩')}`;
  };
}
