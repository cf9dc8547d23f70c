// What both sides say at the start: the client what it can do, the server what it answers.
import {
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  type Registration,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { languageOf } from '../messages.ts';
import type { InitializationOptions } from '../protocol.ts';
import { actionAbilities, actionKinds } from './actionRoutes.ts';
import { comfortCapabilities, refreshable } from './comfortRoutes.ts';
import { triggerCharacters, writeBlockIdCommand } from './completionRoutes.ts';
import { globsOf } from './globs.ts';
import type { Session } from './session.ts';
import { structureCapabilities } from './structureRoutes.ts';

const pullOptions = { identifier: 'research-notes', interFileDependencies: true, workspaceDiagnostics: true };
const anyFile = { filters: [{ pattern: { glob: '**/*' } }] };

/** Takes what the client says into the session, and answers what is announced to it. */
export function initialize(session: Session, params: InitializeParams): InitializeResult {
  const options = optionsOf(params);
  const { capabilities, rootUri } = params;
  const { workspace, textDocument } = capabilities;
  session.begin(options);
  session.language = languageOf(params.locale);
  session.clientSettings.canAsk = workspace?.configuration === true;
  session.refresher.refreshes = refreshable(capabilities);
  session.actions = actionAbilities(capabilities);
  session.hasSnippets = textDocument?.completion?.completionItem?.snippetSupport === true;
  session.hasSymbolTrees = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  session.canReportProgress = capabilities.window?.workDoneProgress === true;
  session.editAbilities = {
    versions: workspace?.workspaceEdit?.documentChanges === true,
    fileRenames: workspace?.workspaceEdit?.resourceOperations?.includes('rename') === true,
    states: options.commands === true,
  };
  session.setFolders(
    params.workspaceFolders ?? (rootUri ? [{ uri: rootUri, name: rootUri.split('/').pop() ?? '' }] : []),
  );
  session.loader.exclusions.setGlobs(globsOf(options.excludes));
  const pulls = pullsDiagnostics(options, capabilities);
  if (pulls) session.letPull();
  return {
    serverInfo: { name: 'research-notes' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      completionProvider: { triggerCharacters, resolveProvider: true },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      hoverProvider: true,
      documentLinkProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: [...actionKinds], resolveProvider: true },
      ...(workspace?.applyEdit ? { executeCommandProvider: { commands: [writeBlockIdCommand] } } : {}),
      ...comfortCapabilities,
      ...structureCapabilities(options.commands === true),
      ...(pulls ? { diagnosticProvider: pullOptions } : {}),
      renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { willRename: anyFile, willCreate: anyFile, willDelete: anyFile },
      },
    },
  };
}

export function optionsOf(params: InitializeParams): InitializationOptions {
  return (params.initializationOptions as InitializationOptions | undefined) ?? {};
}

/** A note that is open but not edited changes with others: a client that cannot be asked to pull again is told. */
function pullsDiagnostics(options: InitializationOptions, { workspace, textDocument }: ClientCapabilities): boolean {
  return (
    options.pushDiagnostics !== true &&
    textDocument?.diagnostic !== undefined &&
    workspace?.diagnostics?.refreshSupport === true
  );
}

/** What the client is asked to tell from then on, of what it lets itself be asked. */
export function registrations(params: InitializeParams): Registration[] {
  const { workspace } = params.capabilities;
  const found: Registration[] = [];
  if (!optionsOf(params).watchesFiles && workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const registerOptions = { watchers: [{ globPattern: '**/*' }] };
    found.push({ id: 'files', method: 'workspace/didChangeWatchedFiles', registerOptions });
  }
  if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    const registerOptions = { section: 'researchNotes' };
    found.push({ id: 'settings', method: 'workspace/didChangeConfiguration', registerOptions });
  }
  return found;
}
