// The settings that the client has: ours, which are kept, and a few of VS Code's own, which are asked for when they count.
import type { ConfigurationItem, Connection } from 'vscode-languageserver';
import { defaultSettings, type Settings } from '../protocol.ts';
import type { Folder } from '../vault/vault.ts';
import { readOnlyInEditor, readOnlySettings } from './readOnly.ts';
import { readSettings } from './settings.ts';

const section = 'researchNotes';

export class ClientSettings {
  /** The client answers when it is asked for settings. */
  canAsk = false;
  /** The client is VS Code. */
  isEditor = false;
  /** What a client that does not answer sent by itself: its settings, or ours alone. */
  sent: unknown;
  current: Settings = defaultSettings;
  private readonly ownRoots = new Map<string, readonly string[]>();
  private readonly told = new Set<string>();
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Takes our settings anew; answers the names of those that have a value of the wrong kind, each once. */
  async read(folders: readonly Folder[]): Promise<string[]> {
    const [whole, ...own] = this.canAsk
      ? await this.ask([{ section }, ...folders.map(({ uri }) => ({ scopeUri: uri, section }))])
      : [ownPart(this.sent), ...folders.map(() => ownPart(this.sent))];
    const { settings, wrong } = readSettings(whole);
    this.current = settings;
    for (const [index, { uri }] of folders.entries())
      this.ownRoots.set(uri, readSettings(own[index]).settings.contentRoots);
    const untold = wrong.filter((name) => !this.told.has(name));
    for (const name of untold) this.told.add(name);
    return untold;
  }

  /** The content roots that the settings of a workspace folder (a URI) name. */
  contentRoots(folder: string): readonly string[] {
    return this.ownRoots.get(folder) ?? this.current.contentRoots;
  }

  /** What VS Code's own Markdown does about links when files move; `undefined` in other clients. */
  async linkUpdates(): Promise<unknown> {
    if (!this.canAsk || !this.isEditor) return undefined;
    return (await this.ask([{ section: 'markdown.updateLinksOnFileMove' }]))[0];
  }

  /** True for what VS Code's settings make read-only. */
  async locked(folders: readonly Folder[]): Promise<(uri: string) => boolean> {
    if (!this.canAsk || !this.isEditor) return () => false;
    const given = await this.ask(
      folders.flatMap(({ uri }) => readOnlySettings.map((section) => ({ scopeUri: uri, section }))),
    );
    return readOnlyInEditor(folders, given);
  }

  /** The answers in the order of the questions; none from a client that fails. */
  private async ask(items: ConfigurationItem[]): Promise<unknown[]> {
    const answer: unknown = await this.connection.workspace.getConfiguration(items).catch(() => undefined);
    return Array.isArray(answer) ? answer : [];
  }
}

function ownPart(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && section in settings
    ? (settings as Record<string, unknown>)[section]
    : settings;
}
