// The page: takes what the host sends, shows it, and tells the host what the reader does.
import type { PreviewBlock } from '../../../server/protocol.ts';
import type { HostMessage, Images, Notice, PageMessage } from '../messages.ts';
import { Region } from './blocks.ts';
import { copyButton, enlivenCode } from './codeBlocks.ts';
import { cropCover } from './covers.ts';
import { drawRest } from './diagrams.ts';
import { exportedPage } from './exported.ts';
import { Folds } from './folds.ts';
import { drawFormulas, needsMath } from './formulas.ts';
import { hoverCards } from './hoverCard.ts';
import { Lightbox } from './lightbox.ts';
import { spyOutline } from './outline.ts';
import { enlivenPlayers } from './players.ts';
import { sanitizer } from './sanitize.ts';
import { Scroll } from './scroll.ts';
import { skeleton } from './skeleton.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  setState(state: unknown): void;
  getState(): unknown;
};

export interface PageData {
  readonly mark: string;
  readonly words: Readonly<Record<string, string>>;
  readonly math: string;
  readonly mathStyle: string;
  readonly code: string;
  readonly mermaid: string;
  readonly uri: string;
  readonly locked: boolean;
  readonly fontFamily: string;
}

const vscode = acquireVsCodeApi();
const holder = document.getElementById('research-notes-data') as HTMLScriptElement;
const data = JSON.parse(holder.textContent ?? '{}') as PageData;
const { nonce } = holder;
// The mark and the nonce are secrets: after this nothing in the document tells them.
holder.remove();
const { words } = data;
if (data.fontFamily) document.documentElement.style.setProperty('--markdown-font-family', data.fontFamily);
const sanitize = sanitizer(window, data.mark);
const send = (message: PageMessage) => vscode.postMessage(message);

let images: Images = {};
let uri = data.uri;
let version = -1;
let locked = data.locked;
const parts = skeleton(words, send);

const waiting = new Map<number, (content: DocumentFragment) => void>();
let question = 0;
/** Asks the host for a card; the answer comes as a message. */
const askCard = (about: string, show: (content: DocumentFragment) => void, at = '') => {
  waiting.clear();
  waiting.set(++question, show);
  send({ type: 'card', id: question, uri: about, at });
};

function enliven(element: ParentNode): void {
  for (const image of element.querySelectorAll<HTMLImageElement>('img[data-image]')) {
    const address = images[image.dataset.image ?? ''];
    if (address !== undefined) image.src = address;
    image.decoding = 'async';
    reserveRoom(image);
    if (image.closest('figure')) image.tabIndex = 0;
    if (image.matches('.cover img, .thumbnail')) cropCover(image);
  }
  enlivenPlayers(element, images);
  for (const link of element.querySelectorAll<HTMLAnchorElement>('a')) {
    const { note, file, url, to, fix } = link.dataset;
    // Without an address a link cannot be reached by keyboard.
    if (url !== undefined && !link.classList.contains('blocked')) link.href = url;
    else if (note !== undefined || file !== undefined || fix !== undefined) link.href = '#';
    else if (to !== undefined) link.href = `#note-${to}`;
    else if (!/^(?:https?|mailto):|^#/.test(link.getAttribute('href') ?? '')) link.removeAttribute('href');
    if (link.title === '' && link.classList.contains('external')) link.title = link.href;
  }
  for (const box of element.querySelectorAll<HTMLInputElement>('input[data-task]')) {
    box.disabled = false;
    box.setAttribute('aria-label', ownWords(box.closest('li')));
  }
  drawFormulas(element, { math: data.math, style: data.mathStyle, nonce });
  enlivenCode(element, { code: data.code, mermaid: data.mermaid, nonce, words, sanitize });
}

/** What a task says, without what stands below it. */
function ownWords(item: Element | null): string {
  const nodes = [...(item?.childNodes ?? [])];
  const below = nodes.findIndex(
    (node) => node instanceof Element && node.matches('ul, ol, pre, blockquote, div, table'),
  );
  const own = below < 0 ? nodes : nodes.slice(0, below);
  return own
    .map((node) => node.textContent)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** The room that a picture will take: its own size, which the styles bring down to that of the page. */
function reserveRoom(image: HTMLImageElement): void {
  const [width, height] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))];
  if (!(width > 0 && height > 0)) return;
  image.style.setProperty('--width', String(width));
  image.style.setProperty('--height', String(height));
}

const options = { sanitize, enliven, isReaders: (details: Element) => folds.isReaders(details) };
const regions = {
  bar: new Region(parts.bar, options),
  head: new Region(parts.head, options),
  body: new Region(parts.body, options),
  rail: new Region(parts.rail, options),
  mentions: new Region(parts.mentions, options),
  unlisted: new Region(parts.unlisted, options),
};
const folds = new Folds(regions, vscode.getState());
const scroll = new Scroll(
  [regions.head, regions.body],
  () => parts.barHeight(),
  (line) => {
    send({ type: 'scrolled', of: uri, line });
    keepState();
  },
);
const lightbox = new Lightbox({ words, details: askCard });
hoverCards({ ask: askCard });
const spy = spyOutline(parts.rail);

function keepState(): void {
  vscode.setState({
    uri,
    line: scroll.line(),
    locked,
    folds: folds.state(uri),
    list: document.body.classList.contains('list'),
  });
}

function show(name: keyof typeof regions, blocks: readonly PreviewBlock[]): void {
  const isFirst = regions[name].shown.length === 0;
  regions[name].show(blocks);
  if (isFirst) folds.restore(uri, name);
}

let queue: Promise<void> = Promise.resolve();
addEventListener('message', (event: MessageEvent<HostMessage>) => {
  // One after the other: the first formula of a page is waited for.
  queue = queue.then(() => take(event.data)).catch((error) => console.error(error));
});

async function take(message: HostMessage): Promise<void> {
  switch (message.type) {
    case 'page': {
      const { page } = message;
      images = message.images;
      if (uri !== message.uri) {
        folds.keep(uri);
        uri = message.uri;
        for (const region of Object.values(regions)) region.show([]);
        scrollTo({ top: 0, behavior: 'instant' });
        scroll.release();
      }
      version = page.version ?? -1;
      const all = [...page.head, ...page.body];
      if (all.some(({ html }) => html !== undefined && needsMath(html, data.mark))) {
        await drawFormulas.ready({ math: data.math, style: data.mathStyle, nonce });
      }
      // Even an attribute that stays the same counts as a change.
      if (parts.main.lang !== page.language) parts.main.lang = page.language;
      show('bar', page.bar);
      show('head', page.head);
      show('body', page.body);
      show('rail', page.rail);
      spy();
      return;
    }
    case 'around': {
      if (message.uri !== uri) return;
      images = { ...images, ...message.images };
      const block = (html: string) => (html ? [{ key: html, line: 0, end: 0, html }] : []);
      show('mentions', block(message.mentions));
      show('unlisted', block(message.unlisted));
      return;
    }
    case 'card': {
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      if (!answer) return;
      images = { ...images, ...message.images };
      const content = sanitize(message.html);
      enliven(content);
      answer(content);
      return;
    }
    case 'scroll':
      scroll.toLine(message.line);
      keepState();
      return;
    case 'cursor': {
      const block = scroll.blockOf(message.line);
      for (const old of document.querySelectorAll('.at-cursor')) {
        if (old !== block?.element) old.classList.remove('at-cursor');
      }
      block?.element.classList.add('at-cursor');
      return;
    }
    case 'anchor':
      document.getElementById(`note-${message.id}`)?.scrollIntoView();
      return;
    case 'notice':
      parts.notice(message.notice satisfies Notice);
      return;
    case 'lock':
      locked = message.locked;
      parts.lock(locked);
      keepState();
      return;
    case 'export':
      await drawRest(parts.main);
      send({ type: 'exported', ...exportedPage(message.sign) });
      return;
  }
}

/** VS Code follows links of a page by itself, some of them into the editor: it never sees ours. */
addEventListener('click', click, { capture: true });
addEventListener(
  'auxclick',
  (event) => event.target instanceof Element && event.target.closest('a') && event.preventDefault(),
  {
    capture: true,
  },
);
addEventListener('mouseup', (event) => {
  if (event.button === 3) send({ type: 'back' });
  if (event.button === 4) send({ type: 'forward' });
});
addEventListener('keydown', (event) => {
  if (event.altKey && event.key === 'ArrowLeft') send({ type: 'back' });
  else if (event.altKey && event.key === 'ArrowRight') send({ type: 'forward' });
  else if (event.key === 'Enter' && event.target instanceof HTMLImageElement) lightbox.open(event.target);
  else return;
  event.preventDefault();
});
addEventListener('dblclick', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  if (!target || target.closest('a, button, input, summary, audio, video, figure img')) return;
  const shown = [...regions.head.shown, ...regions.body.shown].find(({ element }) => element.contains(target));
  if (!shown || shown.end <= shown.line) return;
  const inner = target.closest<HTMLElement>('[data-line]')?.dataset.line;
  send({ type: 'reveal', of: uri, line: shown.line + Number(inner ?? 0) });
});
document.addEventListener('toggle', () => keepState(), { capture: true });

function click(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : undefined;
  const image = target?.closest<HTMLImageElement>('main figure img[data-image]');
  if (image && !target?.closest('a')) {
    lightbox.open(image);
    return;
  }
  const box = target?.closest<HTMLInputElement>('input[data-task]');
  if (box) {
    event.preventDefault();
    const { task, in: embedded, was } = box.dataset;
    const shown = regions.body.shown.find(({ element }) => element.contains(box));
    if (embedded !== undefined) send({ type: 'tick', uri: embedded, line: Number(task), was: was ?? '' });
    else if (shown) send({ type: 'toggle', of: uri, line: shown.line + Number(task), version });
    return;
  }
  const button = target?.closest<HTMLElement>('button[data-act]');
  if (button) {
    act(button);
    return;
  }
  if (copyButton(target, words)) return;
  const link = target?.closest<HTMLAnchorElement>('a');
  if (!link) {
    folds.clicked(target);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const { note, at, go, file, url, to, fix } = link.dataset;
  const beside = event.ctrlKey || event.metaKey;
  const lost = link.classList.contains('missing');
  if (lost && fix !== undefined) mend(fix);
  else if (note !== undefined) send({ type: 'open', uri: note, line: Number(go ?? -1), at: at ?? '', beside });
  else if (file !== undefined) send({ type: 'file', uri: file });
  else if (url !== undefined) send({ type: 'external', url });
  else if (to !== undefined) jump(to);
  else if (/^(?:https?|mailto):/.test(link.getAttribute('href') ?? '')) send({ type: 'external', url: link.href });
  else if (link.hash.length > 1) jump(decoded(link.hash.slice(1)));
}

function act(button: HTMLElement): void {
  const fix = button.closest<HTMLElement>('[data-fix]')?.dataset.fix;
  switch (button.dataset.act) {
    case 'fix':
      if (fix !== undefined) mend(fix);
      return;
    case 'remote':
      send({ type: 'remote' });
      return;
    case 'problems':
      send({ type: 'problems' });
      return;
  }
}

function mend(place: string): void {
  const [line, character] = place.split(':').map(Number);
  send({ type: 'fix', of: uri, line: line ?? 0, character: character ?? 0 });
}

function jump(id: string): void {
  const target = document.getElementById(`note-${id}`);
  if (!target) return;
  target.scrollIntoView();
  target.classList.add('flash');
  setTimeout(() => target.classList.remove('flash'), 900);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

parts.lock(locked);
if (folds.list) document.body.classList.add('list');
parts.listChanged(() => keepState());
keepState();
send({ type: 'ready' });
