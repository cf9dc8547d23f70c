// A note as a page about a paper: header, blocks, rail. Nothing that the author wrote is lost on the way.
import { messages } from '../../messages.ts';
import { type Heading, titleHeading } from '../../parse/note.ts';
import type { PreviewBlock } from '../../protocol.ts';
import { lineAt, offsetAt } from '../../text/lines.ts';
import { captionOf, holdsOnlyFields, type SectionKind, sectionKind } from '../../vault/captions.ts';
import { isIndexName, stemOf } from '../../vault/files.ts';
import { headingSlugs } from '../../vault/fragments.ts';
import { withFormulas } from '../writtenFormula.ts';
import { type Block, blocksOf, renderBlock } from './blocks.ts';
import { drawCards, entriesOf } from './cards.ts';
import type { PageContext } from './context.ts';
import { drawBlock } from './embeds.ts';
import { factsOf, minutesOf } from './facts.ts';
import { drawFigures, type Figure, type FoundFigures, findFigures, Numbering } from './figures.ts';
import { drawHeader, drawLead } from './header.ts';
import { healthOf } from './health.ts';
import { contentKey, element, escapeHtml } from './html.ts';
import type { RenderEnv } from './markdownIt.ts';
import { drawBar, drawFigureList, drawOutline } from './rail.ts';
import { drawSources } from './sources.ts';

export interface Page {
  readonly title: string;
  readonly bar: readonly PreviewBlock[];
  readonly head: readonly PreviewBlock[];
  readonly body: readonly PreviewBlock[];
  readonly rail: readonly PreviewBlock[];
}

/** Where a block stands: which known section it belongs to. */
interface Placed {
  readonly block: Block;
  readonly heading: Heading | undefined;
  readonly section: SectionKind | undefined;
}

export function pageOf(context: PageContext): Page {
  const { note, text, vault, options } = context;
  const { mark } = options;
  const say = messages(options.language);
  const { blocks, env } = blocksOf(context);
  const placed = place(context, blocks);
  const h1 = titleHeading(note);
  const titleLine = h1 ? lineAt(note.lines, h1.start) : -1;
  const file = vault.files.get(note.uri);
  const isTopic = file !== undefined && isIndexName(stemOf(file.path));
  const isSummary = placed.some(({ section }) => section !== undefined);

  const lead = isSummary ? leadOf(context, placed, titleLine) : undefined;
  const gone = new Set<Block>();
  const title = blocks.find((block) => block.level === 1 && block.line === titleLine);
  if (title) gone.add(title);
  if (lead) gone.add(lead.block);
  if (lead?.heading) gone.add(lead.heading);

  // All are found before the first is drawn: the numbers that the author gave are not given again.
  const found = new Map<Block, FoundFigures>();
  for (const [index, { block }] of placed.entries()) {
    if (gone.has(block)) continue;
    const next = placed[index + 1]?.block;
    const own = findFigures(context, env, block, next && !gone.has(next) ? next : undefined);
    if (!own) continue;
    found.set(block, own);
    if (own.usesNext) gone.add(next!);
  }
  const numbering = new Numbering(found.values());
  const figures: Figure[] = [];
  const body: PreviewBlock[] = [];
  let related = 0;
  let sources = 0;
  for (const [index, { block, section, heading }] of placed.entries()) {
    if (gone.has(block)) continue;
    let { end } = block;
    let html: string | undefined;
    const own = found.get(block);
    if (own) {
      const drawn = drawFigures(context, env, own, numbering);
      figures.push(...drawn.figures);
      html = drawn.html;
      if (own.usesNext) end = placed[index + 1]!.block.end;
    } else if (heading && section && section !== 'overview') {
      html = drawLabel(context, env, block);
    } else if (block.kind === 'list' || block.kind === 'paragraph') {
      const list = drawList(context, env, block, section, isTopic);
      related += list.related;
      sources += list.sources;
      html = list.html;
    }
    body.push(pageBlock(html ?? drawBlock(context, env, block), block.line, end));
  }
  const lastLine = note.lines.length;
  if (isSummary && !isTopic && !placed.some(({ section }) => section === 'sources') && text.length > 400) {
    body.push(
      pageBlock(element(mark, 'div', { class: 'box absent' }, escapeHtml(say.noSources())), lastLine, lastLine),
    );
  }
  if (blocks.length === 0 && text.trim() === '') {
    const words = element(mark, 'p', { class: 'empty-title' }, escapeHtml(say.emptyNote()));
    body.push(
      pageBlock(
        element(mark, 'div', { class: 'empty' }, words + element(mark, 'p', {}, escapeHtml(say.emptyHint()))),
        0,
        1,
      ),
    );
  }

  const facts = factsOf(vault, note, text, sectionText(context, placed, 'sources'), lead ? plainOf(lead.block) : '');
  const counts = [
    text.trim() === '' ? '' : say.minutes(minutesOf(text)),
    figures.length ? say.figuresShort(figures.length) : '',
    related ? say.relatedCount(related) : '',
    sources ? say.sourcesCount(sources) : '',
  ].filter(Boolean);
  const slug = titleLine >= 0 ? headingSlugs(note)[note.headings.indexOf(h1!)] : undefined;
  const head = [
    pageBlock(drawHeader(context, env, facts, title, counts, slug), Math.max(titleLine, 0), title?.end ?? 0),
  ];
  if (lead) head.push(pageBlock(drawLead(context, env, lead), lead.block.line, lead.block.end));
  else if (isSummary && !isTopic && !blocks.some(({ kind }) => kind === 'paragraph')) {
    head.push(pageBlock(element(mark, 'div', { class: 'box absent' }, escapeHtml(say.addOverview())), 0, 0));
  }
  const health = healthOf(context);
  return {
    title: withFormulas(facts.title, String, String),
    bar: [pageBlock(drawBar(context, file, health), 0, 0)],
    head,
    body,
    rail: [drawOutline(context, titleLine), drawFigureList(context, figures)]
      .filter((html) => html !== '')
      .map((html) => pageBlock(html, 0, 0)),
  };
}

export function pageBlock(html: string, line: number, end: number): PreviewBlock {
  return { key: contentKey(html), line, end, html };
}

/** Each block with the known section it stands in. Only whole headings count: “Sources of noise” is prose. */
function place({ note }: PageContext, blocks: readonly Block[]): Placed[] {
  const byLine = new Map(note.headings.map((heading) => [lineAt(note.lines, heading.start), heading]));
  let section: SectionKind | undefined;
  let level = 0;
  return blocks.map((block) => {
    const heading = block.kind === 'heading' ? byLine.get(block.line) : undefined;
    if (heading && (section === undefined || heading.level <= level)) {
      section = heading.level > 1 ? sectionKind(heading.text) : undefined;
      level = heading.level;
    }
    return { block, heading, section: section as SectionKind | undefined };
  });
}

export interface Lead {
  readonly block: Block;
  readonly heading: Block | undefined;
}

/** The paragraph that says what the note is about: that of the overview section, else the first. */
function leadOf(context: PageContext, placed: readonly Placed[], titleLine: number): Lead | undefined {
  const start = placed.findIndex(({ section, heading }) => section === 'overview' && heading);
  if (start >= 0) {
    for (let index = start + 1; placed[index]?.section === 'overview' && !placed[index]!.heading; index++) {
      if (isProse(context, placed, index)) return { block: placed[index]!.block, heading: placed[start]!.block };
    }
    return undefined;
  }
  if (context.note.frontMatter?.drawing) return undefined;
  // Only what stands before the first section: a paragraph from further down would be torn out.
  for (const [index, { block, heading }] of placed.entries()) {
    if (heading && block.line !== titleLine) return undefined;
    if (isProse(context, placed, index)) return { block, heading: undefined };
  }
  return undefined;
}

/** A paragraph of words: neither a picture nor its caption nor an embed, and more than tags or fields. */
function isProse(context: PageContext, placed: readonly Placed[], index: number): boolean {
  const { block } = placed[index]!;
  const children = block.kind === 'paragraph' ? (block.tokens[1]?.children ?? []) : [];
  const first = children.find((token) => token.type !== 'text' || token.content.trim() !== '');
  if (!first || first.type === 'image' || (first.type === 'piece' && children.length === 1)) return false;
  if (holdsOnlyFields(sourceOf(context, placed[index]!.block))) return false;
  const before = placed[index - 1]?.block.tokens[1]?.children?.[0];
  const afterPicture =
    before?.type === 'image' || (before?.type === 'piece' && placed[index - 1]!.block.kind === 'paragraph');
  const written = block.tokens[1]?.content ?? '';
  return !(afterPicture && (/^(?:\*\*|__|[*_])/.test(written) || captionOf(written) !== undefined));
}

function drawLabel(context: PageContext, env: RenderEnv, block: Block): string {
  const { mark } = context.options;
  const tokens = [...block.tokens];
  const open = Object.assign(Object.create(Object.getPrototypeOf(tokens[0])), tokens[0]) as (typeof tokens)[number];
  open.attrs = [...(tokens[0]!.attrs ?? []), [`data-${mark}-class`, 'label']];
  tokens[0] = open;
  return renderBlock({ ...block, tokens }, env);
}

function drawList(
  context: PageContext,
  env: RenderEnv,
  block: Block,
  section: SectionKind | undefined,
  isTopic: boolean,
): { html: string | undefined; related: number; sources: number } {
  const none = { html: undefined, related: 0, sources: 0 };
  if (section === 'sources') {
    if (block.kind !== 'list') return none;
    const html = drawSources(context, env, block.tokens);
    return {
      html,
      related: 0,
      sources: block.tokens.filter((token) => token.type === 'list_item_open' && token.level === 1).length,
    };
  }
  if (section !== 'related' && !isTopic) return none;
  const entries = entriesOf(context, env, block.tokens);
  if (!entries) return none;
  // In other sections of an index a list with prose in it is prose.
  if (section !== 'related' && (block.kind === 'paragraph' || entries.some(({ link }) => !link))) return none;
  const list = renderBlock(block, env);
  return {
    html: drawCards(context, env, entries, list),
    related: entries.filter(({ link }) => link).length,
    sources: 0,
  };
}

function sectionText(context: PageContext, placed: readonly Placed[], kind: SectionKind): string {
  return placed
    .filter(({ section }) => section === kind)
    .map(({ block }) => sourceOf(context, block))
    .join('');
}

function sourceOf({ text, note }: PageContext, block: Block): string {
  const startOf = (line: number) => offsetAt(note.lines, { line, character: 0 }, text.length);
  return text.slice(startOf(block.line), startOf(block.end));
}

function plainOf(block: Block): string {
  return block.tokens.map((token) => token.content).join(' ');
}
