// Capabilities and routes: which request calls which feature. Offsets become positions here and in the features' edges.
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type Position,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { hover, hoverNeeds } from '../features/hover.ts';
import { insertLink } from '../features/insertLink.ts';
import { references } from '../features/references.ts';
import { resolvedLinks, resolvedLinksNeeds } from '../features/resolvedLinks.ts';
import { noteStatus } from '../features/status.ts';
import { languageOf } from '../messages.ts';
import {
  countersRequest,
  excludesNotification,
  type InitializationOptions,
  type ResolveLinksParams,
  rebuildIndexRequest,
  resolveLinksRequest,
  type SearchParams,
  type StatusParams,
  type StatusResult,
  searchRequest,
  statusRequest,
} from '../protocol.ts';
import { offsetAt } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { canonicalUri } from '../text/uri.ts';
import { actionAbilities, actionKinds, serveActions } from './actionRoutes.ts';
import { runWriteBlockId, serveCompletion, triggerCharacters, writeBlockIdCommand } from './completionRoutes.ts';
import { clientFiles, type FileSystem, filesByScheme } from './fileSystem.ts';
import { type Host, Session } from './session.ts';
import { serveStructure, structureCapabilities } from './structureRoutes.ts';

export interface Environment {
  /** The local file system, made once it is known which folders may be read; absent in a browser. */
  localFiles?(allowed: () => readonly string[]): FileSystem;
  turn(): Promise<void>;
}

/** The one wrapper of requests: a feature that fails is logged and answers `null`; the server lives on. */
export type Answer = <T>(name: string, work: () => T | undefined | Promise<T | undefined>) => Promise<T | null>;

/** Serves one client over `connection` until it ends. */
export function serve(connection: Connection, environment: Environment): void {
  let options: InitializationOptions = {};
  let session: Session;
  const remote = clientFiles(connection);
  const local = environment.localFiles?.(() => session.allowedFolders());
  const files = filesByScheme(local, () => (options.providesFiles ? remote : undefined));
  const host: Host = { files, turn: environment.turn };
  session = new Session(connection, host);
  let watches = false;
  let followsFolders = false;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = (params.initializationOptions as InitializationOptions | undefined) ?? {};
    session.options = options;
    session.language = languageOf(params.locale);
    session.canConfigure = params.capabilities.workspace?.configuration === true;
    session.actions = actionAbilities(params.capabilities);
    session.hasSnippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    session.hasSymbolTrees =
      params.capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    session.canReportProgress = params.capabilities.window?.workDoneProgress === true;
    watches =
      !options.watchesFiles && params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    followsFolders = params.capabilities.workspace?.workspaceFolders === true;
    const rootUri = params.rootUri;
    session.setFolders(
      params.workspaceFolders ?? (rootUri ? [{ uri: rootUri, name: rootUri.split('/').pop() ?? '' }] : []),
    );
    session.loader.exclusions.setGlobs(globsOf(options.excludes));
    return {
      serverInfo: { name: 'research-notes' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters, resolveProvider: true },
        definitionProvider: true,
        referencesProvider: true,
        hoverProvider: true,
        documentLinkProvider: { resolveProvider: false },
        codeActionProvider: { codeActionKinds: [...actionKinds], resolveProvider: true },
        ...(params.capabilities.workspace?.applyEdit
          ? { executeCommandProvider: { commands: [writeBlockIdCommand] } }
          : {}),
        ...structureCapabilities(options.commands === true),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  /** A client that refuses only tells us less. */
  const register = (id: string, method: string, registerOptions: object): void => {
    const registrations = [{ id, method, registerOptions }];
    connection
      .sendRequest('client/registerCapability', { registrations })
      .catch((error) => connection.console.warn(`${method}: ${String(error)}`));
  };
  connection.onInitialized(() => {
    if (watches) register('files', 'workspace/didChangeWatchedFiles', { watchers: [{ globPattern: '**/*' }] });
    if (session.canConfigure) register('settings', 'workspace/didChangeConfiguration', { section: 'researchNotes' });
    if (followsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        session.changeFolders(added, removed);
        void session.readSettings().then(() => session.load());
      });
    }
    void session.readSettings().then(() => session.load());
  });
  connection.onDidChangeConfiguration(() => void session.settingsChanged());
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) session.fileChanged(canonicalUri(uri));
  });
  connection.onNotification(excludesNotification, (globs: unknown) => {
    session.loader.exclusions.setGlobs(globsOf(globs));
    void session.load();
  });

  const answer: Answer = async (name, work) => {
    try {
      return (await work()) ?? null;
    } catch (error) {
      connection.console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      return null;
    }
  };
  const place = (params: { textDocument: { uri: string }; position: Position }): Place => {
    const uri = canonicalUri(params.textDocument.uri);
    const note = session.vault.note(uri);
    return { uri, offset: note ? offsetAt(note.lines, params.position, note.length, session.vault.text(uri)) : 0 };
  };
  const { vault, search } = session;

  serveCompletion(connection, session, answer, place);
  serveStructure(connection, session, answer, place);
  serveActions(connection, session, answer);
  connection.onDefinition((params) =>
    answer('definition', () => definition(vault, place(params), session.settings, options.commands === true)),
  );
  connection.onReferences((params) =>
    answer('references', () => references(vault, place(params), params.context.includeDeclaration, session.settings)),
  );
  connection.onHover((params) =>
    answer('hover', () => {
      const at = place(params);
      return session.withNeeds(hoverNeeds(vault, at, session.cardOptions), () => hover(vault, at, session.cardOptions));
    }),
  );
  connection.onDocumentLinks((params) =>
    answer('documentLink', () =>
      documentLinks(vault, canonicalUri(params.textDocument.uri), options.commands !== true, session.settings),
    ),
  );
  connection.onExecuteCommand(({ command, arguments: given }) =>
    answer(command, async () => {
      if (command === writeBlockIdCommand) await runWriteBlockId(connection, session, given);
    }),
  );
  connection.onRequest(statusRequest, (params: StatusParams) =>
    answer('status', (): StatusResult => {
      const note = params.uri === undefined ? undefined : noteStatus(vault, canonicalUri(params.uri), session.settings);
      return { vault: session.status(), ...(note ? { note } : {}) };
    }),
  );
  connection.onRequest(searchRequest, (params: SearchParams, token) =>
    answer('search', async () => {
      if (!(await session.prepareSearch(token))) return undefined;
      return insertLink(vault, search, canonicalUri(params.uri), params.query, session.settings, session.loader.style);
    }),
  );
  connection.onRequest(resolveLinksRequest, (params: ResolveLinksParams) =>
    answer('resolveLinks', () => {
      const uri = canonicalUri(params.uri);
      return session.withNeeds(resolvedLinksNeeds(vault, uri, session.settings), () =>
        resolvedLinks(vault, uri, session.settings),
      );
    }),
  );
  connection.onRequest(rebuildIndexRequest, () => answer('rebuildIndex', () => session.load()));
  connection.onRequest(countersRequest, () => ({ ...vault.counters }));

  session.documents.listen(connection);
  connection.listen();
}

function globsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((glob) => typeof glob === 'string') : [];
}
