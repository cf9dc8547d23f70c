// What stands beside the text: the bar above, the outline, the list of figures, who links here.
import { messages } from '../../messages.ts';
import type { Count } from '../../protocol.ts';
import { lineAt } from '../../text/lines.ts';
import { basename, dirname } from '../../text/uri.ts';
import type { File } from '../../vault/files.ts';
import { headingSlugs } from '../../vault/fragments.ts';
import { shortened } from '../excerpt.ts';
import type { PageContext } from './context.ts';
import type { Figure } from './figures.ts';
import { element, escapeHtml, wordsHtml } from './html.ts';

const longestOutline = 120;

/** Crumbs and health; the page adds its own switches behind them. */
export function drawBar(context: PageContext, file: File | undefined, { good, total }: Count): string {
  const { mark, userLanguage } = context.options;
  const crumbs = (file ? drawCrumbs(context, file) : []).join(
    element(mark, 'span', { class: 'crumb-mark', 'aria-hidden': 'true' }, '›'),
  );
  const share = total ? good / total : 1;
  const look = share === 1 ? 'whole' : share > 0.6 ? 'most' : 'few';
  const say = messages(userLanguage);
  const circle = element(mark, 'span', { class: `health-mark ${total ? look : 'none'}`, 'aria-hidden': 'true' });
  const unit = element(mark, 'span', { class: 'health-words' }, escapeHtml(say.healthUnit()));
  const badge = element(
    mark,
    'a',
    { tag: 'button', act: 'problems', class: `health ${look}`, title: say.health(good, total) },
    circle + (total ? `${good}/${total}${unit}` : escapeHtml(say.healthNothing())),
  );
  return element(mark, 'span', { class: 'crumbs' }, crumbs) + badge;
}

/** The folders on the way to a note; each leads to its index, if it has one. */
function drawCrumbs({ vault, options }: PageContext, file: File): string[] {
  const { mark } = options;
  const crumbs: string[] = [];
  let folder = dirname(file.path);
  let key = dirname(file.key);
  for (const name of vault.displayPath(folder).split('/').filter(Boolean).reverse()) {
    const isIts = (index: File) => dirname(index.path) === folder && index !== file && vault.isNote(index);
    const index = vault.files.indexesOf(basename(key)).find(isIts);
    const leads = index && { note: index.uri, title: vault.titleOf(index) };
    crumbs.unshift(element(mark, leads ? 'a' : 'span', { class: 'crumb', ...leads }, escapeHtml(name)));
    folder = dirname(folder);
    key = dirname(key);
  }
  return crumbs;
}

export function drawOutline({ note, options }: PageContext, titleLine: number): string {
  const { mark, language } = options;
  const slugs = headingSlugs(note);
  const rows: string[] = [];
  const shown = note.headings.filter(
    (heading) => heading.text !== '' && lineAt(note.lines, heading.start) !== titleLine,
  );
  const top = Math.min(...shown.map((heading) => heading.level));
  for (const heading of shown) {
    if (heading.level > top + 2 || rows.length >= longestOutline) continue;
    const to = slugs[note.headings.indexOf(heading)];
    const link = element(mark, 'a', { to }, wordsHtml(mark, shortened(heading.text, 90)));
    rows.push(element(mark, 'li', { class: `depth-${heading.level - top}` }, link));
  }
  if (rows.length < 2) return '';
  const say = messages(language);
  const summary = element(mark, 'summary', { class: 'label' }, escapeHtml(say.onThisPage()));
  return element(
    mark,
    'div',
    { tag: 'nav', class: 'outline', 'aria-label': say.onThisPage() },
    `<details>${summary}<ul>${rows.join('')}</ul></details>`,
  );
}

export function drawFigureList(context: PageContext, figures: readonly Figure[]): string {
  const { mark, language } = context.options;
  if (figures.length < 2) return '';
  const say = messages(language);
  const rows = figures.map(({ id, number, image, caption }) => {
    const picture = image
      ? `<img alt="" data-${mark}-image="${escapeHtml(image)}" data-${mark}-class="thumbnail">`
      : element(mark, 'span', { class: 'thumbnail box missing' });
    const badge = number === undefined ? '' : element(mark, 'span', { class: 'thumbnail-number' }, escapeHtml(number));
    const words = element(mark, 'span', { class: 'thumbnail-words' }, escapeHtml(caption || say.noCaption()));
    return `<li>${element(mark, 'a', { to: id, title: caption || undefined }, picture + badge + words)}</li>`;
  });
  return element(
    mark,
    'div',
    { tag: 'section', class: 'thumbnails' },
    `${labelled(mark, `${say.figuresTitle()} ${figures.length}`)}<ul>${rows.join('')}</ul>`,
  );
}

export function labelled(mark: string, words: string): string {
  return element(mark, 'h2', { class: 'label' }, escapeHtml(words));
}
