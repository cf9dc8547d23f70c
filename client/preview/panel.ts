// One preview: a webview panel that shows a note as a page and follows the editor, unless it is locked.
import {
  commands,
  type Disposable,
  env,
  l10n,
  Range,
  Uri,
  ViewColumn,
  type WebviewOptions,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type PreviewAroundParams,
  type PreviewAroundResult,
  type PreviewCardParams,
  type PreviewParams,
  type PreviewPart,
  type PreviewResult,
  previewAroundRequest,
  previewCardRequest,
  previewRequest,
} from '../../server/protocol.ts';
import { stateOf } from '../askServer.ts';
import { isInside } from '../pathGuard.ts';
import { EditorSide } from './editorSide.ts';
import type { Exported } from './exportPage.ts';
import { openExternal } from './external.ts';
import { chosenFont, fontChanges, markdownChoice, markdownChoiceChanges } from './markdownChoice.ts';
import { type HostMessage, type Images, type Notice, type PageMessage, pageMessage } from './messages.ts';
import { newMark, shell } from './shell.ts';
import { tickTask } from './tickTask.ts';
import { Trail } from './trail.ts';
import { pageWords } from './words.ts';

export interface PanelHost {
  readonly client: BaseLanguageClient;
  readonly extension: Uri;
  /** Logs what was dropped. */
  log(message: string): void;
  closed(panel: Panel): void;
  /** The panel became the one that commands mean. */
  lockChanged(panel: Panel): void;
  exportPage(panel: Panel, exported: Exported): Promise<void>;
}

/** After so many ms in which nothing more changes, the rest of the vault is looked at. */
const delay = 400;

/** Scripts of ours, and pictures from our own folder and from these. */
export function webviewOptions(extension: Uri, folders: readonly Uri[]): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist/preview'), ...folders] };
}

export class Panel {
  readonly panel: WebviewPanel;
  uri: Uri;
  locked: boolean;

  private readonly host: PanelHost;
  private readonly disposables: Disposable[] = [];
  private readonly mark = newMark();
  private roots: readonly string[] = [];
  private isLoaded = false;
  private isReady = false;
  private remoteImages = false;
  private large = false;
  /** The URI of the note that the page shows; `undefined` where it shows none yet. */
  private shown: string | undefined;
  /** Keys of the blocks that the page has. */
  private known: string[] = [];
  private version: number | null = null;
  /** That of the note; empty while it is not known. */
  private title = '';
  /** An answer that the page has not had yet. */
  private last: { page: PreviewResult; uri: string } | undefined;
  private updating = false;
  private isDisposed = false;
  private again = false;
  private updateTimer: ReturnType<typeof setTimeout> | undefined;
  private aroundTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly side: EditorSide;
  /** The line at the top of the page, as far as is known; -1 where the editor is to say it. */
  private line: number;
  private readonly trail = new Trail((uri) => this.showInEditor(Uri.parse(uri)));

  constructor(host: PanelHost, panel: WebviewPanel, uri: Uri, options: { locked: boolean; line: number }) {
    this.host = host;
    this.panel = panel;
    this.uri = uri;
    this.locked = options.locked;
    this.line = options.line;
    this.side = new EditorSide(
      () => this.uri,
      () => panel.viewColumn,
    );
    panel.iconPath = Uri.joinPath(host.extension, 'icon.png');
    this.disposables.push(
      panel.onDidDispose(() => this.dispose()),
      panel.webview.onDidReceiveMessage((value) => this.receive(value)),
      panel.onDidChangeViewState(() => host.lockChanged(this)),
      workspace.onDidChangeTextDocument(({ document }) => {
        // After a restart of the server the client hears of a change later than we do: it must tell it before we ask.
        if (this.side.isOwn(document)) setTimeout(() => void this.update());
        else if (document.languageId === 'markdown') this.updateSoon();
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        const line = this.side.topLine(textEditor);
        if (line !== undefined) this.scrollTo(line);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (this.side.isOwn(textEditor.document)) this.post({ type: 'cursor', line: textEditor.selection.active.line });
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const moved = files.find(({ oldUri }) => isInside(oldUri, this.uri));
        if (!moved) return;
        const { oldUri, newUri } = moved;
        this.turnTo(newUri.with({ path: newUri.path + this.uri.path.slice(oldUri.path.length) }), this.line);
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (fontChanges(change)) this.load();
        if (markdownChoiceChanges(change, this.uri)) void this.update();
      }),
      host.client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) void this.update();
        else this.sayAbsent();
      }),
    );
    this.titled();
    void this.start();
  }

  /** An editor became active: the page shows its note, unless it is there because the page went back or forward. */
  follow(uri: Uri): void {
    if (!this.locked && !this.trail.isOwn(uri.toString())) this.show(uri);
  }

  /** Shows another note; the one before can be gone back to. */
  show(uri: Uri, line = -1): void {
    if (uri.toString() === this.uri.toString()) return;
    this.trail.leave(this.uri.toString());
    this.turnTo(uri, line);
  }

  private turnTo(uri: Uri, line: number): void {
    this.uri = uri;
    this.line = line;
    this.known = [];
    this.large = false;
    if (this.remoteImages) {
      this.remoteImages = false;
      this.load();
    }
    void this.update();
  }

  setLocked(locked: boolean): void {
    this.locked = locked;
    this.post({ type: 'lock', locked });
    this.titled();
    this.host.lockChanged(this);
  }

  /** Asks the page for itself, as it is drawn; `exported` brings it. */
  askForExport(): void {
    this.post({ type: 'export', sign: this.mark });
  }

  /** Something of the vault changed: the page may be old. */
  updateSoon(): void {
    clearTimeout(this.updateTimer);
    this.updateTimer = setTimeout(() => void this.update(), delay);
  }

  // ---- the page

  /** The first answer tells which folders pictures may come from: the page is loaded once. */
  private async start(): Promise<void> {
    const late = new Promise<void>((done) => setTimeout(done, 1500));
    await Promise.race([this.update(), late]);
    if (!this.isLoaded && !this.isDisposed) this.load();
  }

  private load(): void {
    this.isLoaded = true;
    this.isReady = false;
    this.known = [];
    this.shown = undefined;
    const { webview } = this.panel;
    const own = Uri.joinPath(this.host.extension, 'dist/preview');
    const folders = this.roots.map((root) => Uri.parse(root));
    const options = webviewOptions(this.host.extension, folders);
    // Setting options loads the page once more, and VS Code may lose a page that is set meanwhile.
    if (String(options.localResourceRoots) !== String(webview.options.localResourceRoots)) webview.options = options;
    const address = (name: string) => webview.asWebviewUri(Uri.joinPath(own, name)).toString();
    webview.html = shell({
      source: webview.cspSource,
      script: address('page.js'),
      style: address('page.css'),
      mark: this.mark,
      remoteImages: this.remoteImages,
      language: env.language,
      data: {
        words: pageWords(),
        math: address('math.js'),
        mathStyle: address('math.css'),
        code: address('code.js'),
        mermaid: address('mermaid.js'),
        uri: this.uri.toString(),
        locked: this.locked,
        fontFamily: chosenFont(),
      },
    });
  }

  /** Renders what is new. While one request is under way, later ones become one. */
  async update(): Promise<void> {
    if (this.updating) {
      this.again = true;
      return;
    }
    this.updating = true;
    try {
      do {
        this.again = false;
        await this.updateOnce();
      } while (this.again);
    } finally {
      this.updating = false;
    }
  }

  private async updateOnce(): Promise<void> {
    if (!this.host.client.isRunning()) return this.sayAbsent();
    const { uri, known } = this;
    const params: PreviewParams = {
      uri: uri.toString(),
      mark: this.mark,
      known,
      remoteImages: this.remoteImages,
      large: this.large,
      markdown: markdownChoice(uri),
    };
    const page = await this.host.client.sendRequest<PreviewResult | null>(previewRequest, params).catch(() => null);
    if (!page || this.isDisposed || uri.toString() !== this.uri.toString()) return;
    const rootsChanged = page.roots.join() !== this.roots.join();
    this.roots = page.roots;
    // Meanwhile the page was loaded anew: it lacks what the answer leaves out.
    const isOfOther = known !== this.known;
    if (!this.isLoaded || rootsChanged) this.load();
    if (isOfOther || (rootsChanged && known.length > 0)) {
      this.again = true;
      return;
    }
    this.title = page.title;
    this.titled();
    this.version = page.version;
    this.last = { page, uri: uri.toString() };
    if (this.isReady) this.send();
  }

  private send(): void {
    if (!this.last) return;
    const { page, uri } = this.last;
    this.last = undefined;
    const isDrawn = page.state === 'ready' || page.state === 'loading';
    const isFirst = this.known.length === 0;
    // What cannot be drawn leaves its page as it was, but never that of another note.
    if (isDrawn || uri !== this.shown) {
      this.post({ type: 'page', uri, page, images: this.imagesOf(page.images) });
      this.shown = uri;
      this.known = [...page.bar, ...page.head, ...page.body, ...page.rail].map((block) => block.key);
    }
    if (this.host.client.isRunning()) this.notice(page.state === 'ready' ? 'none' : page.state);
    else this.sayAbsent();
    if (!isDrawn) return;
    if (isFirst) {
      this.sync();
      void this.updateAround();
    } else this.aroundSoon();
  }

  private aroundSoon(): void {
    clearTimeout(this.aroundTimer);
    this.aroundTimer = setTimeout(() => void this.updateAround(), delay);
  }

  private async updateAround(): Promise<void> {
    if (!this.isReady || !this.host.client.isRunning()) return;
    const uri = this.uri.toString();
    const params: PreviewAroundParams = { uri, mark: this.mark };
    const found = await this.host.client
      .sendRequest<PreviewAroundResult | null>(previewAroundRequest, params)
      .catch(() => null);
    if (!found || this.isDisposed || uri !== this.uri.toString()) return;
    const { mentions, unlisted, images } = found;
    this.post({ type: 'around', uri, mentions, unlisted, images: this.imagesOf(images) });
  }

  /** Where each picture may be loaded from; what lies outside of the allowed folders is left out. */
  private imagesOf(uris: readonly string[]): Images {
    const roots = this.roots.map((root) => Uri.parse(root));
    const images: Record<string, string> = Object.create(null);
    for (const each of uris) {
      const uri = Uri.parse(each);
      if (roots.some((root) => isInside(root, uri))) images[each] = this.panel.webview.asWebviewUri(uri).toString();
    }
    return images;
  }

  private post(message: HostMessage): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  private notice(notice: Notice): void {
    this.post({ type: 'notice', notice });
  }

  /** Without a server the page is what it was. */
  private sayAbsent(): void {
    if (stateOf(this.host.client) === 'stopped') this.notice('stopped');
    else this.notice(this.shown === undefined ? 'loading' : 'restarting');
  }

  private titled(): void {
    const name = this.title || this.uri.path.slice(this.uri.path.lastIndexOf('/') + 1);
    this.panel.title = this.locked ? l10n.t('[Preview] {0}', name) : l10n.t('Preview {0}', name);
  }

  // ---- scrolling

  /** The page begins where it was left, or where the editor stands. */
  private sync(): void {
    const editor = this.side.editor();
    const line = this.line >= 0 ? this.line : this.side.topLine(editor);
    if (line !== undefined) this.scrollTo(line);
    if (editor) this.post({ type: 'cursor', line: editor.selection.active.line });
  }

  private scrollTo(line: number): void {
    this.line = line;
    this.post({ type: 'scroll', line });
  }

  // ---- what the page asks for

  private receive(value: unknown): void {
    const message = pageMessage(value);
    if (!message) {
      this.host.log('The preview dropped a message that it does not know.');
      return;
    }
    void this.answer(message).catch((error) => this.host.log(String(error)));
  }

  private async answer(message: PageMessage): Promise<void> {
    // Lines of a page that is about to go are none of the note that is about to come.
    if ('of' in message && message.of !== this.uri.toString()) return;
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.known = [];
        this.post({ type: 'lock', locked: this.locked });
        if (this.last) this.send();
        else await this.update();
        return;
      case 'open':
        return this.open(message.uri, message.line, message.at, message.beside);
      case 'file':
        return this.openFile(message.uri);
      case 'external':
        return openExternal(message.url);
      case 'scrolled':
        this.line = message.line;
        this.side.scrollTo(message.line);
        return;
      case 'reveal':
        return this.side.reveal(message.line, 0);
      case 'toggle':
        // The page may lag behind the answer that it was sent: both must name the version that is open.
        if (this.version !== null && this.version !== message.version) return this.update();
        if (await tickTask(this.uri, message.line, { version: this.version })) return;
        this.host.log('A box was not ticked: the note has changed since.');
        return this.update();
      case 'tick': {
        const uri = this.allowed(message.uri);
        if (!uri || (await tickTask(uri, message.line, { was: message.was }))) return;
        this.host.log('A box was not ticked: the embedded note has changed since.');
        return this.update();
      }
      case 'card':
        return this.card(message.id, message.uri, message.at);
      case 'fix':
        await this.side.reveal(message.line, message.character);
        await commands.executeCommand('editor.action.quickFix');
        return;
      case 'problems':
        await commands.executeCommand('workbench.actions.view.problems');
        return;
      case 'remote':
        this.remoteImages = true;
        this.load();
        return;
      case 'large':
        this.large = true;
        return this.update();
      case 'lock':
        this.setLocked(!this.locked);
        return;
      case 'back':
        return this.arrive(this.trail.back(this.uri.toString()));
      case 'forward':
        return this.arrive(this.trail.forward(this.uri.toString()));
      case 'export':
        this.askForExport();
        return;
      case 'exported':
        return this.host.exportPage(this, {
          ...message,
          sign: this.mark,
          images: message.images.map((image) => this.allowed(image)),
        });
    }
  }

  /** Inside the folders that the server named; nothing else is opened. */
  private allowed(address: string): Uri | undefined {
    try {
      const uri = Uri.parse(address, true);
      return this.roots.some((root) => isInside(Uri.parse(root), uri)) ? uri : undefined;
    } catch {
      return undefined;
    }
  }

  private async open(address: string, line: number, at: string, beside: boolean): Promise<void> {
    const uri = this.allowed(address);
    if (!uri) return;
    const isSame = uri.toString() === this.uri.toString();
    const column = this.side.column();
    if (!beside && column === undefined) {
      // No editor is beside the preview: the preview itself goes there.
      if (!isSame) this.show(uri, Math.max(line, 0));
      else if (at) this.post({ type: 'anchor', id: at });
      return;
    }
    const selection = line >= 0 ? { selection: new Range(line, 0, line, 0) } : {};
    await window.showTextDocument(uri, { viewColumn: beside ? ViewColumn.Beside : column!, ...selection });
    if (isSame && at) this.post({ type: 'anchor', id: at });
  }

  /** At a note that this page has shown before. VS Code's own way back would begin with the page itself. */
  private arrive(uri: string | undefined): void {
    if (uri !== undefined) this.turnTo(Uri.parse(uri), this.side.column() === undefined ? 0 : -1);
  }

  private async showInEditor(uri: Uri): Promise<void> {
    const viewColumn = this.side.column();
    if (viewColumn === undefined) return;
    try {
      // The keyboard stays here: who goes back may want to go further.
      await window.showTextDocument(uri, { viewColumn, preserveFocus: true });
    } catch (error) {
      this.host.log(String(error));
    }
  }

  private async openFile(address: string): Promise<void> {
    const uri = this.allowed(address);
    if (uri) await commands.executeCommand('vscode.open', uri, this.side.column() ?? ViewColumn.Active);
  }

  private async card(id: number, address: string, at: string): Promise<void> {
    if (!this.allowed(address)) return;
    const params: PreviewCardParams = { uri: address, at, mark: this.mark };
    const card = await this.host.client.sendRequest<PreviewPart | null>(previewCardRequest, params).catch(() => null);
    if (card) this.post({ type: 'card', id, html: card.html, images: this.imagesOf(card.images) });
  }

  private dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.updateTimer);
    clearTimeout(this.aroundTimer);
    for (const each of this.disposables) each.dispose();
    this.host.closed(this);
  }
}
