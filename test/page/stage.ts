// The preview's page in a real Chromium, with the real policy, without VS Code: the stage plays its host.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { HostMessage, Images, PageMessage } from '../../client/preview/messages.ts';
import { shell } from '../../client/preview/shell.ts';
import { preview, previewAround, previewCard } from '../../server/features/preview.ts';
import type { Settings } from '../../server/protocol.ts';
import type { Vault } from '../../server/vault/vault.ts';

export type ThemeName = 'Dark Modern' | 'Light Modern' | 'High Contrast' | 'High Contrast Light';

/** The colours of VS Code's own themes, as a page of its gets them. */
const themes = JSON.parse(readFileSync('test/page/themes.json', 'utf8')) as Record<
  ThemeName,
  { class: string; variables: Record<string, string> }
>;

export const origin = 'https://stage.test';
const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' };
export const mark = 'mstage';

export interface StageOptions {
  readonly vault: Vault;
  readonly settings: Settings;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly remoteImages?: boolean;
  readonly reducedMotion?: boolean;
  /** Pixels of the screen for one of the page: 2 is a zoom of 200 %. */
  readonly zoom?: number;
  /** What the page has kept from before the window was reloaded. */
  readonly state?: unknown;
  /** The bytes behind a canonical URI; a drawing of 640 by 480 pixels by default. */
  readonly image?: (uri: string) => { body: Buffer; type: string };
  /** How long pictures take to arrive, in milliseconds. */
  readonly imageDelay?: number;
  /** Something else than the built page's script, for the control without the sanitiser. */
  readonly script?: string;
}

export class Stage {
  readonly page: Page;
  /** What the page has told its host. */
  readonly said: PageMessage[] = [];
  /** Addresses that were asked for and are not the page's own. */
  readonly strangers: string[] = [];
  readonly errors: string[] = [];
  private readonly context: BrowserContext;
  private readonly options: StageOptions;
  private known: string[] = [];
  private uri = '';

  constructor(context: BrowserContext, page: Page, options: StageOptions) {
    this.context = context;
    this.page = page;
    this.options = options;
  }

  /** Renders the note as it is in the vault now, and waits until it is painted. */
  async show(uri: string): Promise<void> {
    await this.tell(this.message(uri));
  }

  /** What the host would send for the note as it is in the vault now. */
  message(uri: string): HostMessage {
    if (uri !== this.uri) this.known = [];
    this.uri = uri;
    const { vault, settings, remoteImages = false } = this.options;
    const params = { uri, mark, known: this.known, remoteImages, large: true };
    const page = { ...preview(vault, params, { settings, language: 'en' }), version: 1, roots: [] };
    this.known = [...page.bar, ...page.head, ...page.body, ...page.rail].map(({ key }) => key);
    return { type: 'page', uri, page, images: imagesOf(page.images) };
  }

  /** Many messages, one a turn, without waiting for each to be painted. */
  async tellAll(messages: readonly HostMessage[]): Promise<void> {
    await this.page.evaluate(
      async (all) => {
        for (const message of all) {
          postMessage(message, '*');
          await new Promise((done) => setTimeout(done));
        }
      },
      messages as unknown as object[],
    );
  }

  async showAround(): Promise<void> {
    const { vault, settings } = this.options;
    const found = previewAround(vault, { uri: this.uri, mark }, { settings, language: 'en' });
    if (!found) return;
    const { mentions, unlisted, images } = found;
    await this.tell({ type: 'around', uri: this.uri, mentions, unlisted, images: imagesOf(images) });
  }

  /** Answers the page's last question for a card. */
  async answerCard(): Promise<void> {
    const asked = this.said.findLast((message) => message.type === 'card');
    if (asked?.type !== 'card') throw new Error('The page has asked for no card.');
    const { vault, settings } = this.options;
    const card = previewCard(vault, { uri: asked.uri, at: asked.at, mark }, { settings, language: 'en' });
    if (card) await this.tell({ type: 'card', id: asked.id, html: card.html, images: imagesOf(card.images) });
  }

  async tell(message: HostMessage): Promise<void> {
    await this.page.evaluate(
      async (data) => {
        postMessage(data, '*');
        // Taken in the next turn, painted in the frame after it.
        await new Promise((done) => setTimeout(done));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      },
      message as unknown as object,
    );
  }

  /** The last message of a kind. */
  last<T extends PageMessage['type']>(type: T): Extract<PageMessage, { type: T }> | undefined {
    return this.said.findLast((message) => message.type === type) as Extract<PageMessage, { type: T }> | undefined;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** As client/preview/words.ts, which needs VS Code. */
const words = Object.fromEntries(
  'cards list cardsOrList lock unlock export copy copied loading restarting stopped large renderNow absent close next previous figure enlarge mathError diagramLarge diagramError'
    .split(' ')
    .map((name) => [name, name]),
);

function imagesOf(uris: readonly string[]): Images {
  return Object.fromEntries(uris.map((uri) => [uri, `${origin}/image/${encodeURIComponent(uri)}`]));
}

const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#8ab"/></svg>',
);

export async function stage(browser: Browser, options: StageOptions): Promise<Stage> {
  const { theme = 'Dark Modern', width = 1200, height = 900, image, script = '/dist/page.js' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: options.zoom ?? 1,
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  const own = new Stage(context, page, options);
  const html = shell({
    source: origin,
    script: `${origin}${script}`,
    style: `${origin}/dist/page.css`,
    mark,
    remoteImages: options.remoteImages ?? false,
    language: 'en',
    data: {
      words,
      math: `${origin}/dist/math.js`,
      mathStyle: `${origin}/dist/math.css`,
      code: `${origin}/dist/code.js`,
      mermaid: `${origin}/dist/mermaid.js`,
      uri: '',
      locked: false,
      fontFamily: '',
    },
  });
  const { class: className, variables } = themes[theme];
  const style = Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  const themed = html
    .replace('<html ', `<html style="${style.replaceAll('"', '&quot;')}" `)
    .replace('<body>', `<body class="${className}">`);
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== origin) {
      own.strangers.push(url.href);
      return route.abort();
    }
    if (url.pathname === '/') return route.fulfill({ contentType: 'text/html', body: themed });
    const file = /^\/dist\/((?:fonts\/)?[\w.-]+)$/.exec(url.pathname)?.[1];
    if (file) {
      const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'text/plain';
      return route.fulfill({
        contentType: type,
        body: readFileSync(`dist/${file.includes('unsafe') ? 'test' : 'preview'}/${file}`),
      });
    }
    const picture = /^\/image\/(.*)$/.exec(url.pathname)?.[1];
    if (picture) {
      await new Promise((done) => setTimeout(done, options.imageDelay ?? 0));
      const { body, type } = image?.(decodeURIComponent(picture)) ?? { body: drawing, type: 'image/svg+xml' };
      return route.fulfill({ contentType: type, body });
    }
    own.strangers.push(url.href);
    return route.abort();
  });
  page.on('pageerror', (error) => own.errors.push(error.message));
  await page.exposeFunction('toHost', (message: PageMessage) => void own.said.push(message));
  await page.addInitScript((kept) => {
    let state: unknown = kept;
    const host = window as unknown as Record<string, unknown>;
    host.acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => void (host.toHost as (message: unknown) => void)(message),
      setState: (value: unknown) => {
        state = value;
        host.savedState = value;
      },
      getState: () => state,
    });
  }, options.state);
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => document.querySelector('main') !== null);
  return own;
}
