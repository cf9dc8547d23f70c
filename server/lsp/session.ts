// What the server knows while it runs: the vault, the open documents, the settings, and what must follow a change.

import type { Connection, WorkspaceFolder } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { unwrittenSeverity } from '../features/diagnostics.ts';
import type { FileRename, Plan, Refusal } from '../features/plan.ts';
import { type Language, messages } from '../messages.ts';
import {
  type InitializationOptions,
  type OpenText,
  type OpenTextsParams,
  type OpenTextsResult,
  openTextsRequest,
  type ParsedText,
  type ParsingParams,
  parsingNotification,
  type RootStatus,
  type Settings,
  type VaultStatus,
} from '../protocol.ts';
import type { CardOptions, Needs } from '../render/card.ts';
import { ImageTexts } from '../render/imageTexts.ts';
import { canonicalUri, pathOf, uriOf } from '../text/uri.ts';
import { Search } from '../vault/search.ts';
import { Vault } from '../vault/vault.ts';
import type { ActionAbilities } from './actionRoutes.ts';
import { Attention } from './attention.ts';
import { Caution } from './caution.ts';
import { ClientSettings } from './clientSettings.ts';
import {
  type BasedEdit,
  basedEdit,
  type EditAbilities,
  type EditsHost,
  editFrom,
  firstTaken,
  type OpenDocument,
} from './edits.ts';
import type { FileSystem } from './fileSystem.ts';
import { lend } from './lend.ts';
import { Loader } from './loader.ts';
import { Lookout } from './lookout.ts';
import { Problems, type Reporter } from './problems.ts';
import { Publisher } from './publisher.ts';
import { Puller } from './puller.ts';
import { Refresher } from './refresher.ts';
import { SearchNames } from './searchNames.ts';
import { Typing } from './typing.ts';

/** What differs between the hosts. */
export interface Host {
  readonly files: FileSystem;
  /** Ends the current turn of the event loop, so that waiting requests are answered. */
  turn(): Promise<void>;
  /** Told how many notes are about to be read, and 0 once they are. */
  readonly readingNotes?: ((notes: number) => void) | undefined;
}

/** Changes of files are gathered this long (ms): they come in bursts, and our own client has batched them already. */
const fileEventDelay = 5;
/** No request waits longer (ms) because notes are read. */
const longestPatience = 45;
/** Nobody reads faster (ms). */
const progressDelay = 100;
/** An answer is on its way to the client for less than this (ms). */
const afterAnswer = 150;

export class Session {
  readonly vault = new Vault();
  readonly search = new Search(this.vault);
  readonly searchNames: SearchNames;
  readonly attention = new Attention();
  readonly images = new ImageTexts(this.vault);
  readonly loader: Loader;
  readonly problems: Problems;
  /** Pushes, unless the client pulls. */
  reporter: Reporter;
  /** There where the client pulls. */
  puller: Puller | undefined;
  readonly documents: TextDocuments<TextDocument>;
  readonly clientSettings: ClientSettings;
  readonly refresher: Refresher;
  options: InitializationOptions = {};
  language: Language = 'en';
  canReportProgress = false;
  editAbilities: EditAbilities = { versions: false, fileRenames: false, states: false };
  /** The client takes snippets in completion. */
  hasSnippets = false;
  /** What the client can do with code actions. */
  actions: ActionAbilities = { resolves: false, creates: false, confirms: false };
  /** The client takes symbols inside of symbols. */
  hasSymbolTrees = false;

  readonly typing: Typing;
  private readonly connection: Connection;
  private readonly host: Host;
  /** Canonical URI -> the client's own spelling, for notes that are open. */
  private readonly open = new Map<string, string>();
  private fileEvents = new Set<string>();
  private fileTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly lookout = new Lookout(() => this.takeUnheard().catch((error) => this.fail(error)));
  /** False until the folders that are open now are listed: before, even a missing image is unknown. */
  private hasNames = false;
  private progress: (done: number, total: number) => void = () => {};
  /** Loads and file events follow one another: each begins when the one before has ended. */
  private work: Promise<void> = Promise.resolve();
  private following: Promise<void> = Promise.resolve();

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.clientSettings = new ClientSettings(connection);
    this.refresher = new Refresher(connection);
    this.search.follow(this.images);
    this.searchNames = new SearchNames({
      search: this.search,
      turn: host.turn,
      fail: (error) => this.fail(error),
    });
    this.documents = new TextDocuments({
      create: TextDocument.create,
      // After a crash the client may replay old changes: a version that is not newer is no change.
      update: (document, changes, version) =>
        version <= document.version ? document : TextDocument.update(document, changes, version),
    });
    this.loader = new Loader({
      vault: this.vault,
      search: this.search,
      files: host.files,
      isOpen: (uri) => this.open.has(uri),
      openText: (uri) => this.openDocument(uri)?.getText(),
      configuredRoots: (folder) => this.clientSettings.contentRoots(folder),
      log: (message) => connection.console.info(message),
      say: {
        rootIgnored: (path) => messages(this.language).rootIgnored(path),
        homeRefused: (path) => messages(this.language).homeRefused(path),
        folderUnreadable: (path) => messages(this.language).folderUnreadable(path),
      },
      turn: host.turn,
      progress: (done, total) => this.progress(done, total),
      learned: (paths) => {
        for (const path of paths) this.vault.nameChanged(path);
        this.followChange();
        if (this.hasNames && !this.vault.isComplete) for (const uri of this.open.keys()) this.reporter.publish(uri);
      },
    });
    this.problems = new Problems({
      vault: this.vault,
      settings: () => this.settings,
      language: () => this.language,
      skipped: (uri) => this.loader.skipped.get(uri),
      unwritten: () => unwrittenSeverity(this.loader.unwritten),
      log: (message) => connection.console.error(message),
    });
    this.reporter = new Publisher({
      vault: this.vault,
      problems: this.problems,
      isOpen: (uri) => this.open.has(uri),
      send: (uri, diagnostics) => {
        this.refresher.changed(true);
        return connection.sendDiagnostics({ uri: this.open.get(uri) ?? uri, diagnostics }).catch(() => undefined);
      },
      standBack: this.standBack,
    });
    this.typing = new Typing({
      take: (uri, document) => {
        this.loader.typed(uri, document.getText(), document.version > 1);
        if (this.hasNames) this.reporter.publish(uri);
        this.followChange(true);
      },
      turn: host.turn,
      fail: (error) => this.fail(error),
    });
    this.listenToDocuments();
  }

  /** What the client says at the start. */
  begin(options: InitializationOptions): void {
    this.options = options;
    this.clientSettings.isEditor = options.commands === true;
    this.refresher.isHeard = options.commands === true;
    const { careful } = options;
    if (!careful) return;
    const announce = (text: ParsedText | null) => {
      const params: ParsingParams = { text };
      this.connection.sendNotification(parsingNotification, params).catch(() => undefined);
    };
    this.loader.caution = new Caution(careful.leaveOut, announce);
  }

  /** From now on the client asks for problems instead of being told. */
  letPull(): void {
    this.puller = new Puller({
      vault: this.vault,
      problems: this.problems,
      isOpen: (uri) => this.open.has(uri),
      spellingOf: (uri) => this.open.get(uri),
      read: () => this.upToDate(),
      // A client that refuses shows what is old for longer, no more.
      refresh: () => void this.connection.languages.diagnostics.refresh().catch(() => undefined),
      counted: () => this.refresher.changed(true),
      turn: this.host.turn,
      standBack: this.standBack,
      later: (run) => void setTimeout(run, afterAnswer),
    });
    this.reporter = this.puller;
  }

  /** Fulfilled once what is known of a closed note is what the disk says. */
  async settled(uri: string): Promise<void> {
    if (!this.open.has(uri) && this.fileEvents.size > 0) await this.takeIn();
  }

  /** Fulfilled once all that was told has been taken in: a note that is closed is then again what the disk has. */
  private async upToDate(): Promise<void> {
    let { work } = this;
    await work;
    // One load may have ended for another one, which began meanwhile.
    while (!this.vault.isRead && work !== this.work) {
      work = this.work;
      await work;
    }
    if (this.fileEvents.size > 0) await this.takeIn();
    this.typing.takeNow();
  }

  private takeIn(): Promise<void> {
    this.work = this.work.then(() => this.takeFileEvents()).catch((error) => this.fail(error));
    return this.work;
  }

  setFolders(folders: readonly WorkspaceFolder[]): void {
    this.hasNames = false;
    this.vault.folders = folders.map((folder) => {
      const uri = canonicalUri(folder.uri);
      const path = pathOf(uri);
      return { uri, name: folder.name, path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path };
    });
  }

  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map((folder) => canonicalUri(folder.uri)));
    const kept = this.vault.folders.filter((folder) => !gone.has(folder.uri));
    this.setFolders([...kept, ...added]);
  }

  /** Folders (URIs) whose files may be read. */
  allowedFolders(): string[] {
    const folders = this.vault.folders.map((folder) => folder.uri);
    return this.vault.gitRoot ? [...folders, uriOf(this.vault.gitRoot)] : folders;
  }

  get settings(): Settings {
    return this.clientSettings.current;
  }

  get cardOptions(): CardOptions {
    return { settings: this.settings, language: this.language, images: this.options.hoverImages ?? 'none' };
  }

  // ---- loading

  /** Takes the settings and reads everything anew. Whoever waits for what is read waits for the settings, too. */
  loadWithSettings(): Promise<void> {
    this.loader.cancel();
    this.work = this.work.then(() => this.readSettings()).catch((error) => this.fail(error));
    return this.load();
  }

  /** Reads everything anew, after whatever is being read now. */
  load(): Promise<void> {
    this.loader.cancel();
    this.reporter.clear();
    this.vault.isComplete = false;
    this.vault.isRead = false;
    this.work = this.work.then(() => this.loadNow()).catch((error) => this.fail(error));
    return this.work;
  }

  private async loadNow(): Promise<void> {
    const start = Date.now();
    this.reporter.clear();
    this.vault.isComplete = false;
    this.vault.isRead = false;
    const end = this.beginProgress();
    try {
      const names = () => {
        this.hasNames = true;
        this.host.readingNotes?.(this.vault.workspaceNotes().length);
        this.refresher.changed();
        for (const uri of this.open.keys()) {
          this.restore(uri);
          this.reporter.publish(uri);
        }
      };
      const done = await this.loader.load(names).finally(() => this.host.readingNotes?.(0));
      if (!done) return;
      this.lookout.hasRead(Date.now() - start);
      this.vault.takeAffected();
      this.connection.console.info(messages(this.language).ready(this.vault.noteCount, Date.now() - start));
      for (const uri of this.open.keys()) this.reporter.publish(uri);
      // What follows waits for whoever waits for the notes, such as a rename.
      this.follow();
    } finally {
      end();
      this.refresher.changed();
    }
  }

  /** Fulfilled once all that was told has been taken in, and all that follows from it has been done. */
  async atRest(): Promise<void> {
    await this.typing.asked();
    await this.work;
    await this.following;
    await this.reporter.queue([]);
  }

  /** Does what nobody waits for, once all notes are read or the settings are new. */
  private follow(): void {
    this.following = this.followLoad().catch((error) => this.fail(error));
  }

  private async followLoad(): Promise<void> {
    // Whoever has typed a link waits for names; nobody waits for the problems of closed notes.
    await this.searchNames.goOn();
    // Another load is followed by its own.
    if (!this.vault.isComplete) return;
    await this.reporter.publishAll();
    this.refresher.refresh();
    this.refresher.changed();
    // The first link that is typed need not wait then. Other clients may only read.
    if (this.options.commands === true) await this.searchNames.prepare();
  }

  /** @returns ends it */
  private beginProgress(): () => void {
    if (!this.canReportProgress) return () => {};
    let isOver = false;
    let told = Date.now();
    // Not every client answers at once, or ever.
    const begun = this.connection.window.createWorkDoneProgress().catch(() => undefined);
    const reporting = begun.then((reporter) => {
      if (isOver || !reporter) return undefined;
      reporter.begin(messages(this.language).indexing(), 0);
      this.progress = (done, total) => {
        const now = Date.now();
        if (now - told < progressDelay) return;
        told = now;
        reporter.report(total ? Math.floor((done / total) * 100) : 0, `${done}/${total}`);
      };
      return reporter;
    });
    return () => {
      isOver = true;
      this.progress = () => {};
      void reporting.then((reporter) => reporter?.done());
    };
  }

  // ---- documents

  private listenToDocuments(): void {
    this.documents.onDidOpen(({ document }) => {
      const uri = canonicalUri(document.uri);
      if (document.uri !== uri) this.clear(uri, uri);
      this.open.set(uri, document.uri);
      this.reporter.sendAgain(uri);
      this.loader.opened(uri);
      this.search.visit(uri);
      this.lookAgain();
    });
    this.documents.onDidChangeContent(({ document }) => {
      this.attention.heard();
      this.typing.changed(document);
    });
    this.documents.onDidClose(({ document }) => {
      const uri = canonicalUri(document.uri);
      this.open.delete(uri);
      this.typing.closed(uri);
      if (document.uri !== uri || !this.vault.files.get(uri)) this.clear(uri, document.uri);
      // What was typed and not saved is gone: the disk counts again.
      if (this.vault.files.get(uri)?.inWorkspace) return this.fileChanged(uri);
      this.vault.delete(uri);
      this.followChange();
    });
    this.documents.onDidSave(({ document }) => this.fileChanged(canonicalUri(document.uri)));
  }

  /** A client keeps problems by its own spelling of an address: those under the other one would stay for ever. */
  private clear(uri: string, spelling: string): void {
    if (this.reporter.forget(uri)) void this.connection.sendDiagnostics({ uri: spelling, diagnostics: [] });
  }

  /** What the editor has open is kept, whatever the disk says. */
  private restore(uri: string): void {
    const document = this.documents.get(this.open.get(uri) ?? uri);
    if (!document) return;
    this.loader.addUnsaved(uri);
    if (!this.vault.note(uri)) this.loader.typed(uri, document.getText(), document.version > 1);
  }

  /** Notes that mention a changed name are looked at again; nothing else is. */
  private followChange(onlyTyped = false): void {
    const affected = this.vault.takeAffected();
    if (affected.size > 0 && this.vault.isComplete) {
      void this.reporter.queue(affected);
      this.refresher.refresh();
    }
    this.refresher.changed(onlyTyped && affected.size === 0);
  }

  // ---- files

  /** Queues a change on disk: something there was created, changed or deleted. */
  fileChanged(uri: string): void {
    this.fileEvents.add(uri);
    this.fileTimer ??= setTimeout(() => {
      this.fileTimer = undefined;
      void this.takeIn();
    }, fileEventDelay);
  }

  /** Something may have changed on disk without an event: what differs is taken in as if it had been told. */
  lookAgain(): void {
    this.lookout.ask();
  }

  private async takeUnheard(): Promise<void> {
    // What is being read is as new as it can be.
    if (!this.vault.isRead) return;
    const changed = await this.loader.unheardChanges();
    // Not waited for: how long the look took says how soon the next one may come.
    if (!changed) return void this.load();
    if (changed.length === 0) return;
    for (const uri of changed) this.fileEvents.add(uri);
    await this.takeIn();
  }

  private async takeFileEvents(): Promise<void> {
    const events = [...this.fileEvents];
    this.fileEvents = new Set();
    if (events.length === 0) return;
    if (events.some((uri) => this.loader.decides(uri))) return this.loadNow();
    const touched = await this.loader.update(events);
    if (this.loader.hasNewRoot) return this.loadNow();
    // An open note that was left out is tried again once it is saved.
    for (const uri of touched) {
      const text = this.vault.note(uri) ? undefined : this.openDocument(uri)?.getText();
      if (text !== undefined) this.loader.setText(uri, text, true);
    }
    void this.reporter.queue(touched).catch((error) => this.fail(error));
    this.followChange();
  }

  /** Ends the current turn of the event loop, so that waiting requests are answered. */
  readonly turn = (): Promise<void> => this.host.turn();

  /** The same for work that nobody waits for: what is read comes before it, and what is asked. */
  private readonly standBack = async (): Promise<void> => {
    await this.host.turn();
    await this.work;
    await this.attention.quiet();
  };

  /** What the editor holds, if it does. */
  private openDocument(uri: string): TextDocument | undefined {
    const spelling = this.open.get(uri);
    return spelling === undefined ? undefined : this.documents.get(spelling);
  }

  /** The version that the client has of an open note, which may be newer than the vault's; `null` for a closed one. */
  typedVersion(uri: string): number | null {
    return this.openDocument(uri)?.version ?? null;
  }

  /**
   * A note as the client names it, with the version that the vault has where it is open: an edit of another version is
   * refused.
   */
  documentOf(uri: string): { uri: string; version: number | null } {
    return { uri: this.open.get(uri) ?? uri, version: this.typing.version(uri) ?? null };
  }

  /**
   * A list of all links or symbols that lacks some is worth a moment's wait while notes are read, so that a small vault
   * answers in full at once, and a large one does not make the list anew for each slice of reading.
   */
  async readSoon(): Promise<void> {
    if (this.vault.isRead) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((done) => {
      timer = setTimeout(done, longestPatience);
    });
    await Promise.race([this.work, patience]);
    clearTimeout(timer);
  }

  /** Texts and image heads that a feature needs are lent to the vault while it runs; it stays a plain function. */
  withNeeds<T>(needs: Needs, run: () => T): Promise<T> {
    // What is left out must not be parsed for a card either, nor the disk be read for what the editor has otherwise.
    const texts = (needs.texts ?? []).filter((uri) => !this.loader.skipped.has(uri));
    return lend(this.vault, this.host.files, this.options.hoverImages === 'data', { ...needs, texts }, run);
  }

  /**
   * The edit of a plan, made once all notes are read: a link in an unread one would be missed.
   * `undefined` where there is nothing to do; throws a refusal.
   */
  async edit(plan: () => Plan | Refusal | undefined): Promise<BasedEdit | undefined> {
    return editFrom(this.editsHost(), plan, this.editAbilities);
  }

  /** As `edit`, for what happens anyhow: what is read-only is named, and the rest follows. */
  async editAround(plan: () => Plan | Refusal | undefined): Promise<BasedEdit | undefined> {
    return editFrom(this.editsHost(), plan, this.editAbilities, (message) => this.warn(message));
  }

  /** True if the disk has something of that name, whatever the vault lists. */
  async isTaken(rename: FileRename): Promise<boolean> {
    return (await firstTaken(this.editsHost(), [rename])) !== undefined;
  }

  private editsHost(): EditsHost {
    return {
      vault: this.vault,
      files: this.host.files,
      language: () => this.language,
      open: (uri) => {
        const { uri: spelling, version } = this.documentOf(uri);
        return version === null ? undefined : { uri: spelling, version };
      },
      openTexts: (uris) => this.openTexts(uris),
      takeTyped: () => this.typing.takeNow(),
      reread: (uri, text) => {
        this.loader.setText(uri, text, false);
        this.followChange();
      },
      lockedInEditor: () => this.clientSettings.locked(this.vault.folders),
      lookAgain: (uris) => {
        for (const uri of uris) this.fileEvents.add(uri);
        return this.takeIn();
      },
      upToDate: () => this.upToDate(),
      turn: this.host.turn,
    };
  }

  /** What the editor holds of files that are no notes. Our client is asked; others tell of them as of notes, or not at all. */
  private async openTexts(uris: readonly string[]): Promise<ReadonlyMap<string, OpenDocument & OpenText>> {
    const open = new Map<string, OpenDocument & OpenText>();
    const params: OpenTextsParams = { uris };
    const answers: OpenTextsResult = this.options.commands
      ? await this.connection.sendRequest<OpenTextsResult>(openTextsRequest, params).catch(() => [])
      : [];
    for (const [index, uri] of uris.entries()) {
      const answer = answers[index];
      const document = this.openDocument(uri);
      if (answer) open.set(uri, { uri, ...answer });
      else if (document) open.set(uri, { uri: document.uri, version: document.version, text: document.getText() });
    }
    return open;
  }

  /** As `basedEdit` of edits.ts. */
  basedEdit(needs: () => string[], make: () => WorkspaceEdit | undefined): Promise<BasedEdit | undefined> {
    const run = () => this.withNeeds({ texts: needs() }, make);
    return basedEdit(this.editsHost(), needs, run, this.editAbilities);
  }

  // ---- settings and state

  /** Asks the client for the settings; a value of the wrong kind is named once. */
  private async readSettings(): Promise<void> {
    for (const name of await this.clientSettings.read(this.vault.folders))
      this.warn(messages(this.language).wrongSetting(name));
  }

  /** Shows a warning, if there is one. */
  warn(message: string | undefined): void {
    // A notification: a request would wait for an answer that not every client gives.
    if (message !== undefined) void this.connection.sendNotification('window/showMessage', { type: 2, message });
  }

  /**
   * New settings while running: roots and severities may differ.
   * @param sent what the client sent with the news; one that answers is asked instead
   */
  settingsChanged(sent: unknown): Promise<void> {
    this.clientSettings.sent = sent;
    const take = async () => {
      await this.readSettings();
      await this.loader.setRoots();
      this.follow();
    };
    this.work = this.work.then(take).catch((error) => this.fail(error));
    return this.work;
  }

  status(): VaultStatus {
    const say = messages(this.language);
    const roots = this.vault.contentRoots.map((root): RootStatus => {
      const reasons = {
        workspace: say.rootWorkspace,
        setting: say.rootSetting,
        mkdocs: say.rootMkdocs,
        inferred: () => say.rootInferred(root.votes?.own ?? 0, root.votes?.next ?? 0),
      };
      return { path: this.vault.displayPath(root.path) || '.', reason: reasons[root.reason]() };
    });
    const notes = this.vault.countNotes();
    return { state: this.vault.isComplete ? 'ready' : 'loading', notes, roots, problems: this.problems.totals() };
  }

  private fail(error: unknown): void {
    try {
      this.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    } catch {
      // The client is gone: nobody hears of it any more.
    }
  }
}
