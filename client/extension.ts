// What both entries share: the language client and everything of ours that lives in the extension host.
import { EventEmitter, type ExtensionContext, ExtensionMode, window, workspace } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import {
  type ChangedParams,
  changedNotification,
  focusedNotification,
  type InitializationOptions,
} from '../server/protocol.ts';
import { tellServer } from './askServer.ts';
import { builtinPreview } from './builtinPreview.ts';
import { checkedActions, registerAppliedActions } from './checkedActions.ts';
import { checkedEdits, followMovesWithoutServer, registerRenamePreview } from './checkedEdits.ts';
import { registerCommands } from './commands.ts';
import { Excludes } from './excludes.ts';
import { registerExplainLink } from './explainLink.ts';
import { answerFileRequests } from './files.ts';
import { answerOpenTexts } from './openTexts.ts';
import { noticeOtherExtensions } from './otherExtensions.ts';
import { registerPaste } from './paste.ts';
import { registerPreview } from './preview/preview.ts';
import { continueRelatedLists } from './relatedList.ts';
import { createStatusItem } from './statusItem.ts';
import { suggestInLinks } from './suggestInLinks.ts';
import { type ServedClient, Survival } from './survival.ts';
import { noticeValidationClash } from './validationClash.ts';
import { registerViews } from './views/views.ts';
import { watchFiles } from './watcher.ts';

export const clientId = 'researchNotes';
export const clientName = 'Research Notes';

/** What VS Code's Markdown preview looks for in the extension. */
export type ExtensionApi = ReturnType<typeof builtinPreview>;

let running: Survival | undefined;

/**
 * Returns before the server runs: VS Code's Markdown preview waits for this function.
 * @param lock a Web Lock for servers that end without a word
 */
export function activateClient(
  context: ExtensionContext,
  hoverImages: 'uri' | 'data',
  lock: string | undefined,
  createClient: (options: LanguageClientOptions) => ServedClient,
): ExtensionApi {
  const output = window.createOutputChannel(clientName, { log: true });
  const selector = noteSchemes().map((scheme) => ({ scheme, language: 'markdown' }));
  const excludes = new Excludes();
  const survival = new Survival(() => served, context.extensionMode === ExtensionMode.Development);
  const served: ServedClient = createClient({
    documentSelector: selector,
    diagnosticCollectionName: 'research-notes',
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Asked for at every start of the server, so that a restarted one hears of today's settings.
    initializationOptions: (): InitializationOptions => ({
      watchesFiles: true,
      providesFiles: true,
      hoverImages,
      commands: true,
      // Of a note that is closed VS Code's client leaves the last answer aside, and keeps problems of files that are gone.
      pushDiagnostics: true,
      excludes: excludes.atStart(),
      ...(survival.careful ? { careful: survival.careful } : {}),
      ...(lock ? { lock } : {}),
    }),
    errorHandler: survival.errorHandler,
    initializationFailedHandler: survival.initializationFailedHandler,
    middleware: { ...checkedEdits(() => client), ...checkedActions(() => client), ...survival.middleware },
  });
  const { client } = served;
  running = survival;
  answerFileRequests(client);
  answerOpenTexts(client);
  // A client has one handler a method, and two parts of ours listen.
  const vaultChanged = new EventEmitter<void>();
  /** More than what is typed in open notes. */
  const othersChanged = new EventEmitter<void>();
  const preview = registerPreview(context, client, othersChanged.event, output);
  const api = builtinPreview(context, client, vaultChanged.event);
  context.subscriptions.push(
    output,
    vaultChanged,
    othersChanged,
    client.onNotification(changedNotification, ({ onlyTyped }: ChangedParams) => {
      vaultChanged.fire();
      if (!onlyTyped) othersChanged.fire();
    }),
    survival.listen(),
    watchFiles(client),
    createStatusItem(client, vaultChanged.event),
    ...registerCommands(client, output),
    registerRenamePreview(),
    followMovesWithoutServer(client),
    registerAppliedActions(),
    ...registerExplainLink(client),
    ...registerViews(client, vaultChanged.event, preview.noteInSight),
    registerPaste(client, selector),
    continueRelatedLists(),
    ...suggestInLinks(),
    ...preview.parts,
    noticeValidationClash(context),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) void tellServer(client, focusedNotification, {});
    }),
    excludes.listen(client),
  );
  // The output says why a start failed.
  client.start().catch(() => undefined);
  noticeOtherExtensions(context);
  return api;
}

export async function stopClient(): Promise<void> {
  await running?.stop();
}

/**
 * Where notes can lie: the usual schemes and those of the open folders. Not every scheme there is, else the left side
 * of a Git comparison or a chat's code block would count as one more note of the vault.
 */
function noteSchemes(): string[] {
  const folders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return [...new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs', ...folders])];
}
