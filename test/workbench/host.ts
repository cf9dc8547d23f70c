// What a workbench test can do and see: keys and the mouse through Playwright, `vscode` through the bridge extension.

import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FrameLocator, Page } from 'playwright-core';
import type * as vscodeApi from 'vscode';
import {
  activeNote,
  closeEverything,
  lineWithCursor,
  otherThanFiles,
  type Problem,
  placeCursor,
  problemsOf,
  showNote,
  textOf,
} from './inside.ts';
import type { Jobs } from './jobs.ts';
import { type Row, readRows } from './rows.ts';
import { VaultFiles } from './vault.ts';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly focused: boolean;
}

export interface Hovered {
  readonly text: string;
  /** Of the pictures, in pixels; 0 for one that is not loaded yet. */
  readonly widths: readonly number[];
}

export interface HostOptions {
  readonly page: Page;
  readonly jobs: Jobs;
  readonly version: string;
  readonly kind: 'node' | 'web';
  /** The vault lies on the file system `memfs:` of the bridge extension: a virtual workspace. */
  readonly memory: boolean;
  /** The vault on disk; with `memory`, what the vault in memory was filled from. */
  readonly folder: string;
  /** Where screenshots go. */
  readonly shots: string;
  /** How long a reader waits for what it wants to see, in milliseconds. */
  readonly patience: number;
}

type VsCode = typeof vscodeApi;

export class Host {
  readonly page: Page;
  readonly version: string;
  readonly kind: 'node' | 'web';
  readonly memory: boolean;
  readonly folder: string;
  readonly name: string;
  /** Where the pictures of this host go. */
  readonly shots: string;
  readonly #jobs: Jobs;
  readonly #patience: number;
  #told = '';
  /** The vault as a terminal beside the editor would see and change it: `write`, `remove`, `all`. */
  readonly files: VaultFiles;

  constructor({ page, jobs, version, kind, memory, folder, shots, patience }: HostOptions) {
    this.page = page;
    this.version = version;
    this.kind = kind;
    this.memory = memory;
    this.folder = folder;
    this.name = [version, kind === 'web' ? 'web' : '', memory ? 'memfs' : ''].filter(Boolean).join(' ');
    this.#jobs = jobs;
    this.shots = join(shots, this.name.replaceAll(' ', '-'));
    this.#patience = patience;
    this.files = new VaultFiles((run, ...args) => this.vscode(run, ...args), folder, memory);
  }

  // --- the extension host ---

  /**
   * Calls the function inside the extension host and gives what it returns, as JSON. The function travels as text:
   * it sees its own arguments and nothing around it.
   */
  async vscode<A extends unknown[], R>(
    run: (vscode: VsCode, ...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    return (await this.#jobs.call(String(run), args, 60_000)) as R;
  }

  /** Executes a command by its id; `command` does it by its title, as a person. */
  async execute(id: string, ...args: unknown[]): Promise<unknown> {
    return this.vscode((vscode, id, args) => vscode.commands.executeCommand(id, ...args), id, args);
  }

  /** Asks again and again until the answer is accepted; the error says what the last answer was. */
  async until<T>(
    what: string,
    read: () => Promise<T>,
    accept: (value: T) => boolean,
    patience = this.#patience,
  ): Promise<T> {
    const end = Date.now() + patience;
    for (;;) {
      const value = await read();
      if (accept(value)) return value;
      if (Date.now() > end)
        throw new Error(`Waited ${patience / 1000} s for ${what}; last seen: ${JSON.stringify(value)}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Asks again and again until the answer equals what is expected: keys and the server take their time. */
  async expect<T>(read: () => Promise<T>, expected: T): Promise<void> {
    await this.until(JSON.stringify(expected), read, (value) => isDeepStrictEqual(value, expected));
  }

  // --- notes ---

  /** Opens a note of the vault; `cursor` is a piece of its text with `$0` where the cursor goes. */
  async open(file: string, cursor?: string): Promise<void> {
    await this.vscode(showNote, file);
    // The extension host knows of the editor a little before the page shows it.
    const tab = file.slice(file.lastIndexOf('/') + 1);
    await this.page.locator('.tab.active', { hasText: tab }).first().waitFor();
    await this.focus();
    if (cursor !== undefined) await this.cursor(cursor);
  }

  /** Puts the keyboard into the text editor. */
  async focus(): Promise<void> {
    await this.execute('workbench.action.focusActiveEditorGroup');
    await this.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }

  /** Puts the cursor where `$0` stands in the piece of text, which must occur in the active note. */
  async cursor(piece: string): Promise<void> {
    const [before = '', after = ''] = piece.split('$0');
    const place = await this.vscode(placeCursor, before, after);
    // The extension host believes at once that the cursor is there; the page, where keys go, follows.
    const shown = async () => {
      const texts = await this.page.locator('[id="status.editor.selection"]').allInnerTexts();
      return texts.join().match(/\d+/g)?.slice(0, 2).join(' ');
    };
    await this.until(`the cursor at ${place}`, shown, (text) => text === place);
  }

  async type(text: string, delay = 15): Promise<void> {
    await this.page.keyboard.type(text, { delay });
  }

  /** A key or a chord as Playwright names it: `Enter`, `Control+Space`, `F12`. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The text of the active note, or of the given one, as the extension host has it. */
  async text(file?: string): Promise<string> {
    return this.vscode(textOf, file ?? '');
  }

  /** The line of the cursor, with `$0` at the cursor, or around the selection. */
  async line(): Promise<string> {
    return this.vscode(lineWithCursor);
  }

  /** The active note, relative to the vault. */
  async active(): Promise<string> {
    return this.vscode(activeNote);
  }

  /** The vault as it is now, with its problems, is what `restore` goes back to. */
  async remember(): Promise<void> {
    await this.files.remember();
    // The extension host may be there before it has heard of the folders that a file of the workspace names.
    const countFolders = () => this.vscode((vscode) => vscode.workspace.workspaceFolders?.length ?? 0);
    await this.until('the folder of the vault', countFolders, (count) => count > 0);
    // The extension wakes with the first note.
    const note = [...(await this.files.all()).keys()].find((file) => file.endsWith('.md'));
    if (note) await this.open(note);
    await this.until(
      'the problems of the vault',
      async () => {
        const before = this.#told;
        await this.page.waitForTimeout(500);
        this.#told = await this.#allProblems();
        return this.#told === before ? this.#told : '[]';
      },
      (told) => told !== '[]',
    );
  }

  /** Nothing unsaved, no editor, no widget, no notification. */
  async closeAll(): Promise<void> {
    await this.press('Escape', 'Escape', 'Escape');
    // A text changes a little before it counts as unsaved; VS Code would ask whether to save it. One that differs for longer
    // is of a file that somebody else has changed.
    const others = () => this.vscode(otherThanFiles);
    const areKnown = (notes: { isDirty: boolean }[]) => notes.every(({ isDirty }) => isDirty);
    await this.until('what is unsaved to be known', others, areKnown, 1000).catch(() => undefined);
    await this.vscode(closeEverything);
    // A mouse that rests on the editor hides the hover of another place as soon as something moves below it.
    await this.page.mouse.move(-1, -1);
  }

  /** Between two tests: everything closed, the vault as it was, and known to be so. */
  async restore(): Promise<void> {
    await this.closeAll();
    await this.files.restore();
    // Events come late: until then the editor edits a text that is gone, and the server knows notes that are gone.
    await this.until(
      'VS Code to see the files that were put back',
      () => this.vscode(otherThanFiles),
      (notes) => notes.length === 0,
    );
    await this.until(
      'the problems of the vault as it was',
      () => this.#allProblems(),
      (all) => all === this.#told,
    );
  }

  async #allProblems(): Promise<string> {
    const all = (await this.problems()).filter(({ file }) => this.files.isRemembered(file));
    return JSON.stringify(all.map(({ file, code, text, line }) => [file, line, code, text].join(' ')));
  }

  // --- what the page shows ---

  /** The visible rows of the suggest widget, best first, as soon as `accept` likes them (without it: any rows). */
  async suggestions(accept: (rows: Suggestion[]) => boolean = (rows) => rows.length > 0): Promise<Suggestion[]> {
    const read = async () => {
      const rows = await readRows(this.page, '.suggest-widget.visible', [
        '.label-name',
        '.signature-label, .qualifier-label, .details-label',
      ]);
      return rows.map(({ parts: [label, detail], focused }) => ({
        label: label!.join(''),
        detail: detail!.filter(Boolean).join(' '),
        focused,
      }));
    };
    return this.until('suggestions', read, accept);
  }

  /** The card beside the suggest widget for the focused row. */
  async suggestionCard(): Promise<string> {
    const card = this.page.locator('.suggest-details-container .suggest-details:not(.no-docs)').first();
    if (!(await card.isVisible())) await this.press('Control+Space');
    await card.waitFor({ timeout: this.#patience });
    return this.until(
      'the card of a suggestion',
      () => card.innerText(),
      (text) => text.trim() !== '' && !/^Loading/.test(text),
    );
  }

  /**
   * Shows the hover at the cursor, or at `$0` of the piece of text, until `accept` likes what is seen of it: VS Code hides one
   * as soon as anything moves below the mouse. Without `accept` any text will do.
   */
  async hover(piece?: string, accept: (seen: Hovered) => boolean = () => true): Promise<string> {
    if (piece !== undefined) await this.cursor(piece);
    const hovers = this.page.locator('.monaco-editor .monaco-hover:visible');
    const read = async () => {
      if ((await hovers.count()) === 0) await this.execute('editor.action.showHover');
      const text = (await hovers.locator('.monaco-hover-content').allInnerTexts()).join('\n').trim();
      const widths = await hovers
        .locator('img')
        .evaluateAll((images) => images.map((image) => Reflect.get(image, 'naturalWidth') as number));
      return { text, widths };
    };
    const isThere = (seen: Hovered) =>
      (seen.text !== '' || seen.widths.length > 0) && !/^Loading\.*$/.test(seen.text) && accept(seen);
    return (await this.until('a hover', read, isThere)).text;
  }

  /** All diagnostics that the extension host knows, of one note or of all; `source` is research-notes unless told. */
  async problems(file = '', source = 'research-notes'): Promise<Problem[]> {
    return this.vscode(problemsOf, file, source);
  }

  /** The titles of the quick fixes at the cursor, in the order of the menu, which stays open. */
  async fixes(piece?: string): Promise<string[]> {
    if (piece !== undefined) await this.cursor(piece);
    const read = async () => (await readRows(this.page, '.action-widget')).filter(isAction).map((row) => row.text);
    const open = async (patience?: number) => {
      await this.execute('editor.action.quickFix');
      return this.until('quick fixes', read, (rows) => rows.length > 0, patience);
    };
    // A busy window may close the menu again before anybody has seen it.
    return open(5000).catch(() => open());
  }

  /** Applies the quick fix whose title contains the text; the menu must be open. */
  async fix(title: string): Promise<void> {
    await this.#choose('.action-widget', title, (row) => isAction(row) && row.text.includes(title));
  }

  /** Runs a command as a person does: by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await this.page.locator('.quick-input-widget input').first().waitFor();
    await this.page.keyboard.type(title);
    // The best match by VS Code's own judgement may be a longer title.
    await this.#choose('.quick-input-widget', title, (row) => row.parts[0]?.[0] === title, ['.monaco-icon-label']);
  }

  /** Takes a row of the open quick pick by a part of its text, as `picks` gives it. */
  async pick(text: string): Promise<void> {
    await this.#choose('.quick-input-widget', text, (row) => row.text.includes(text));
  }

  /** Walks down to the row and takes it: a row must be on screen and chosen before Enter means anything. */
  async #choose(widget: string, what: string, wanted: (row: Row) => boolean, parts: string[] = []): Promise<void> {
    const read = () => readRows(this.page, widget, parts);
    const rows = await this.until(`"${what}" to choose`, read, (rows) => rows.some(wanted));
    for (const _ of rows) {
      if ((await read()).some((row) => row.focused && wanted(row))) return this.press('Enter');
      await this.press('ArrowDown');
    }
    throw new Error(`"${what}" is shown, but cannot be chosen.`);
  }

  /** The visible rows of the open quick pick. */
  async picks(accept: (rows: string[]) => boolean = (rows) => rows.length > 0): Promise<string[]> {
    const read = async () => (await readRows(this.page, '.quick-input-widget')).map((row) => row.text);
    return this.until('rows to pick', read, accept);
  }

  /** The texts of the status bar, in no particular order. */
  async statusBar(): Promise<string[]> {
    const texts = await this.page.locator('.part.statusbar .statusbar-item:visible').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
  }

  async notifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** The visible rows of a tree view, each indented by its depth; the view must be open. */
  async tree(title: string): Promise<string[]> {
    const rows = await readRows(this.page, `.pane:has(.pane-header .title:text-is("${title}"))`);
    return rows.map((row) => '  '.repeat(row.level - 1) + row.text);
  }

  /** The page inside the visible webview: `host.webview().locator('h1')`. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview:visible').last().contentFrame().locator('#active-frame').contentFrame();
  }

  /** Writes a picture of the window (or of one part of it) and gives its path. */
  async screenshot(name: string, part?: string): Promise<string> {
    const path = join(this.shots, `${name.replace(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 80)}.png`);
    if (part) await this.page.locator(part).first().screenshot({ path, animations: 'disabled' });
    else await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}

/** A menu of fixes has headings between its rows. */
function isAction(row: Row): boolean {
  return row.classes.includes('action');
}
