// The header of a page: kicker, title, authors, chips and counts; and the lead box below it.
import { messages } from '../../messages.ts';
import type { Block } from './blocks.ts';
import type { PageContext } from './context.ts';
import { drawBlock } from './embeds.ts';
import type { Facts } from './facts.ts';
import { fieldWords } from './fieldWords.ts';
import { element, escapeHtml, wordsHtml } from './html.ts';
import { type RenderEnv, renderTokens } from './markdownIt.ts';
import type { Lead } from './page.ts';

const authorsShown = 3;
/** So many more are named by the tooltip: a longer one fits no screen. */
const authorsNamed = 50;

export function drawHeader(
  context: PageContext,
  env: RenderEnv,
  facts: Facts,
  title: Block | undefined,
  counts: readonly string[],
  slug: string | undefined,
): string {
  const { mark, language } = context.options;
  const say = messages(language);
  const words = title ? renderTokens(title.tokens.slice(1, -1) as never, env) : wordsHtml(mark, facts.title);
  const fields = fieldWords(context);
  const parts = [
    facts.kicker.length ? element(mark, 'p', { class: 'kicker' }, facts.kicker.map(fields.html).join(' · ')) : '',
    element(mark, 'h1', { class: facts.titleFrom === 'file' ? 'title from-file' : 'title', id: slug }, words),
  ];
  if (facts.authors.length) {
    const shown = facts.authors.slice(0, authorsShown).map(fields.html).join(', ');
    const rest = facts.authors.slice(authorsShown);
    const named = rest.slice(0, authorsNamed).map(fields.plain);
    const names = [...named, ...(rest.length > authorsNamed ? ['…'] : [])].join(', ');
    const more = rest.length
      ? `, ${element(mark, 'span', { class: 'more', title: names }, escapeHtml(say.moreAuthors(rest.length)))}`
      : '';
    parts.push(element(mark, 'p', { class: 'authors' }, shown + more));
  }
  const chips = facts.chips.map(({ chip, url, kind }) =>
    element(mark, 'a', { class: `chip external ${kind}`, url, title: url }, escapeHtml(chip!)),
  );
  const row = [
    chips.length ? element(mark, 'span', { class: 'chips' }, chips.join('')) : '',
    counts.length ? element(mark, 'span', { class: 'counts' }, escapeHtml(counts.join(' · '))) : '',
  ];
  if (row.some(Boolean)) parts.push(element(mark, 'div', { class: 'facts' }, row.join('')));
  return parts.join('');
}

/** The author's own heading is the label of the box. */
export function drawLead(context: PageContext, env: RenderEnv, { block, heading }: Lead): string {
  const { mark } = context.options;
  const label = heading
    ? element(
        mark,
        'h2',
        { class: 'label', id: idOf(heading, mark) },
        renderTokens(heading.tokens.slice(1, -1) as never, env),
      )
    : '';
  return element(mark, 'div', { class: 'lead' }, label + drawBlock(context, env, block));
}

function idOf(heading: Block, mark: string): string | undefined {
  const id = heading.tokens[0]?.attrGet(`data-${mark}-id`);
  return id === null || id === undefined ? undefined : String(id);
}
