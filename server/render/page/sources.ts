// Sources: papers, code, data sets and posts, told apart by their addresses.
import type { Token } from 'markdown-it';
import { messages } from '../../messages.ts';
import { isAllowedUrl } from '../../parse/schemes.ts';
import { itemsOf } from './cards.ts';
import type { PageContext } from './context.ts';
import { fullAddress, hostOf } from './drawing.ts';
import { element, escapeHtml } from './html.ts';
import { type RenderEnv, renderTokens } from './markdownIt.ts';

export type SourceKind = 'paper' | 'code' | 'data' | 'video' | 'post' | 'text';

/** What an address leads to, and the short name it is known by: `arXiv 2504.13181`. */
export interface Address {
  readonly url: string;
  readonly kind: SourceKind;
  readonly chip: string | undefined;
  /** Equal for all spellings of one work: `abs`, `pdf`, `v2`. */
  readonly id: string;
}

const url = /\bhttps?:\/\/[^\s<>"'`|\\^{}]+/g;
const arxiv = /\barxiv\.org\/(?:abs|pdf|html|ps)\/((?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7})|(?:\d{4}\.\d{4,5}))(v\d+)?/i;
const paperHosts =
  /(?:^|\.)(?:arxiv\.org|openreview\.net|doi\.org|aclanthology\.org|neurips\.cc|mlr\.press|thecvf\.com|acm\.org|ieee\.org|nature\.com|springer\.com|sciencedirect\.com|semanticscholar\.org|biorxiv\.org|nih\.gov|jmlr\.org)$/;

export function addressOf(address: string): Address {
  const host = hostOf(address);
  const path = address.slice(address.indexOf(host) + host.length);
  const own = (kind: SourceKind, chip: string | undefined, id = address): Address => ({
    url: address,
    kind,
    chip,
    id: id.toLowerCase(),
  });
  const paper = arxiv.exec(address);
  if (paper) return own('paper', `arXiv ${paper[1]}`, `arxiv:${paper[1]}`);
  const hugging = /^huggingface\.co$|^hf\.co$/.test(host);
  const cited = hugging ? /^\/papers\/(\d{4}\.\d{4,5})/.exec(path) : null;
  if (cited) return own('paper', `arXiv ${cited[1]}`, `arxiv:${cited[1]}`);
  const doi = /^(?:dx\.)?doi\.org$/.test(host) ? /^\/(10\.\d{4,}\/[^\s?#]+)/.exec(path) : null;
  if (doi) return own('paper', `DOI ${doi[1]}`, `doi:${doi[1]}`);
  if (host === 'github.com' || host === 'gitlab.com') {
    const repository = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/?#]|$)/.exec(path)?.[1];
    const name = host === 'github.com' ? 'GitHub' : 'GitLab';
    return own(
      'code',
      repository ? `${name} ${repository}` : undefined,
      repository ? `${name}:${repository}` : address,
    );
  }
  if (hugging) {
    const kind = /^\/(?:datasets)\//.test(path) ? 'data' : 'code';
    const name = /^\/(?:datasets\/|spaces\/)?([\w.-]+\/[\w.-]+)/.exec(path)?.[1];
    return own(kind, name ? `Hugging Face ${name}` : undefined, name ? `hf:${name}` : address);
  }
  if (/\.pdf(?:[?#]|$)/i.test(path)) return own('paper', 'PDF');
  if (/(?:^|\.)(?:kaggle\.com|zenodo\.org)$/.test(host)) return own('data', undefined);
  if (/(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com)$/.test(host)) return own('video', undefined);
  if (paperHosts.test(host)) return own('paper', undefined);
  return own('post', undefined);
}

/** The addresses of a stretch of text as they are written, links and bare ones, in their order, one an id. */
export function addressesIn(text: string): Address[] {
  const found = new Map<string, Address>();
  const add = (address: Address) => {
    if (!found.has(address.id)) found.set(address.id, address);
  };
  for (const [match] of text.matchAll(url)) add(addressOf(withoutTail(match)));
  // Authors also cite `arXiv:2504.13181`.
  for (const [, id] of text.matchAll(/\barXiv:\s?(\d{4}\.\d{4,5})/gi)) add(addressOf(`https://arxiv.org/abs/${id}`));
  // And a DOI without an address, as lists of references do.
  for (const [, doi] of text.matchAll(/(?<![\w/=:?&#%.-])doi:\s?([^\s<>"]+)/gi))
    for (const address of doiAddress(withoutTail(doi!))) add(address);
  return [...found.values()];
}

/** Of a field `doi`, with or without its prefix; none for what has not the form of one. BibTeX escapes its `_`. */
export function doiAddress(field: string): Address[] {
  const doi = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/[^\s<>"?#]+)$/i.exec(field.trim())?.[1];
  return doi === undefined ? [] : [addressOf(`https://doi.org/${doi.replaceAll('\\', '')}`)];
}

const punctuation = /[.,;:!?*_»”’]/;

/** Punctuation after an address belongs to the sentence, a bracket only if it is not opened inside. */
function withoutTail(address: string): string {
  const opened = { ')': address.split('(').length, ']': address.split('[').length };
  const closed = { ')': address.split(')').length, ']': address.split(']').length };
  let end = address.length;
  for (; end > 0; end--) {
    const mark = address[end - 1]!;
    if (mark === ')' || mark === ']') {
      if (opened[mark] >= closed[mark]) break;
      closed[mark]--;
    } else if (!punctuation.test(mark)) break;
  }
  return address.slice(0, end);
}

/** How many other notes link to a work under any of its usual addresses. */
function alsoIn(context: PageContext, address: Address): number {
  const { vault, note } = context;
  const name = /^arxiv:(.*)$/.exec(address.id)?.[1];
  const targets = name ? [name, `${name}.pdf`, `${name}v1`, `${name}v2`, `${name}v3`] : [address.url];
  const uris = new Set<string>();
  for (const target of targets) {
    for (const uri of vault.mentioning(vault.keyOfTarget(target))) {
      if (uri === note.uri || uris.has(uri)) continue;
      const links = vault.note(uri)?.links ?? [];
      if (links.some((link) => link.target.includes('://') && addressOf(fullAddress(link)).id === address.id))
        uris.add(uri);
    }
  }
  return uris.size;
}

/** A list of sources as typed rows. The text of each stays as it is written. */
export function drawSources(context: PageContext, env: RenderEnv, tokens: readonly Token[]): string {
  const { mark, settings, language } = context.options;
  const say = messages(language);
  const kinds = {
    paper: say.sourcePaper,
    code: say.sourceCode,
    data: say.sourceData,
    video: say.sourceVideo,
    post: say.sourcePost,
  };
  const base = tokens[0]!.map?.[0] ?? 0;
  const isOrdered = tokens[0]!.type === 'ordered_list_open';
  const first = Number(tokens[0]!.attrGet('start') ?? 1);
  const rows = itemsOf(tokens).map((item, index) => {
    const text = item.tokens.map((token) => token.content).join(' ');
    const hrefs = item.tokens.flatMap((token) =>
      (token.children ?? []).flatMap((child) => String(child.attrGet?.('href') ?? '')),
    );
    const address = addressesIn(`${hrefs.join(' ')} ${text}`).find(({ url }) =>
      isAllowedUrl(url, settings.links.allowedSchemes),
    );
    const kind = address?.kind ?? kindByWords(text);
    const chip =
      address?.chip && element(mark, 'a', { class: 'chip external', url: address.url }, escapeHtml(address.chip));
    const others = address ? alsoIn(context, address) : 0;
    const also = others ? element(mark, 'span', { class: 'also' }, escapeHtml(say.alsoInNotes(others))) : '';
    const label = kind === 'text' ? '' : element(mark, 'span', { class: `kind ${kind}` }, escapeHtml(kinds[kind]()));
    const number = isOrdered ? element(mark, 'span', { class: 'source-number' }, `${first + index}.`) : '';
    const words = element(mark, 'div', { class: 'source-text' }, renderTokens(linked(item.tokens, env), env));
    // Below the words rather than before them: a source of no known kind leaves no hole, and a narrow page keeps its width.
    const known = `${label}${chip ?? ''}${also}`;
    const extra = known ? element(mark, 'div', { class: 'source-extra' }, known) : '';
    return element(
      mark,
      'li',
      { class: 'source', line: item.line - base },
      number + element(mark, 'div', { class: 'source-body' }, words + extra),
    );
  });
  return element(mark, isOrdered ? 'ol' : 'ul', { class: 'sources' }, rows.join(''));
}

/** What a source without an address calls itself. */
function kindByWords(text: string): SourceKind {
  if (/(?:^|[^\p{L}])(?:разбор|обзор|канал|пост|блог|telegram|post|blog|thread)/iu.test(text)) return 'post';
  if (/(?:^|[^\p{L}])(?:стать[яи]|препринт|paper|article|preprint|arxiv)/iu.test(text)) return 'paper';
  return /(?:^|[^\p{L}])(?:датасет|dataset)/iu.test(text) ? 'data' : 'text';
}

/** Bare addresses of a source become links: this is the one place where an author means them so. */
function linked(tokens: readonly Token[], env: RenderEnv): Token[] {
  const { mark } = env.drawing;
  for (const token of tokens) {
    if (token.type !== 'inline' || !token.children) continue;
    let inLink = 0;
    token.children = token.children.flatMap((child) => {
      if (child.type === 'link_open') inLink++;
      if (child.type === 'link_close') inLink--;
      if (child.type !== 'text' || inLink > 0 || !child.content.includes('://')) return [child];
      const parts: Token[] = [];
      const push = (type: string, content: string) => {
        const part = Object.assign(Object.create(Object.getPrototypeOf(child)), child, { type, content }) as Token;
        if (content !== '') parts.push(part);
      };
      let at = 0;
      for (const match of child.content.matchAll(url)) {
        const address = withoutTail(match[0]);
        push('text', child.content.slice(at, match.index));
        push('html_inline', element(mark, 'a', { class: 'external', url: address }, escapeHtml(address)));
        at = match.index + address.length;
      }
      push('text', child.content.slice(at));
      return parts;
    });
  }
  return [...tokens];
}
