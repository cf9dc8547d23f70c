// Capabilities and routes: which request calls which feature. Offsets become positions here and in the features' edges.
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type Position,
  ResponseError,
  TextDocumentSyncKind,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { documentHighlight } from '../features/documentHighlight.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { formulaHover, formulaToHover } from '../features/formulaHover.ts';
import { hover, hoverNeeds } from '../features/hover.ts';
import { insertLink } from '../features/insertLink.ts';
import { references } from '../features/references.ts';
import { resolvedLinks, resolvedLinksNeeds } from '../features/resolvedLinks.ts';
import { noteStatus } from '../features/status.ts';
import { languageOf } from '../messages.ts';
import {
  countersRequest,
  excludesNotification,
  focusedNotification,
  type InitializationOptions,
  pingRequest,
  type ResolveLinksParams,
  rebuildIndexRequest,
  resolveLinksRequest,
  type SearchParams,
  type StatusParams,
  type StatusResult,
  searchRequest,
  statusRequest,
} from '../protocol.ts';
import type { DrawFormula } from '../render/drawFormula.ts';
import { offsetAt } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { canonicalUri } from '../text/uri.ts';
import { actionAbilities, actionKinds, serveActions } from './actionRoutes.ts';
import { serveChanges } from './changeRoutes.ts';
import { comfortCapabilities, refreshable, serveComfort } from './comfortRoutes.ts';
import { runWriteBlockId, serveCompletion, triggerCharacters, writeBlockIdCommand } from './completionRoutes.ts';
import { clientFiles, type FileSystem, filesByScheme } from './fileSystem.ts';
import { previewRoutes } from './previewRoutes.ts';
import { type Host, Session } from './session.ts';
import { walkInSlices } from './slices.ts';
import { serveStructure, structureCapabilities } from './structureRoutes.ts';
import { serveViews } from './viewRoutes.ts';

const pullOptions = { identifier: 'research-notes', interFileDependencies: true, workspaceDiagnostics: true };
const anyFile = { filters: [{ pattern: { glob: '**/*' } }] };

export interface Environment {
  /** The local file system, made once it is known which folders may be read; absent in a browser. */
  localFiles?(allowed: () => readonly string[]): FileSystem;
  turn(): Promise<void>;
  readingNotes?(notes: number): void;
  /** What draws formulas: large, so it is loaded at the first one. */
  drawFormula(connection: Connection): Promise<DrawFormula>;
  /** Holds a lock of this name as long as the server lives; fulfilled once it has it. */
  hold?(lock: string): Promise<void>;
}

/** The one wrapper of requests: a feature that fails is logged and answers `null`, unless it refuses; the server lives on. */
export type Answer = <T>(name: string, work: () => T | undefined | Promise<T | undefined>) => Promise<T | null>;

/** The place in a note that a request is about. */
export type PlaceOf = (params: {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}) => Place;

/** Serves one client over `connection` until it ends. */
export function serve(connection: Connection, environment: Environment): void {
  let options: InitializationOptions = {};
  let session: Session;
  const remote = clientFiles(connection);
  const local = environment.localFiles?.(() => session.allowedFolders());
  const files = filesByScheme(local, () => (options.providesFiles ? remote : undefined));
  const host: Host = { files, turn: environment.turn, readingNotes: environment.readingNotes };
  session = new Session(connection, host);
  let watches = false;
  let followsFolders = false;

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    options = (params.initializationOptions as InitializationOptions | undefined) ?? {};
    session.begin(options);
    session.language = languageOf(params.locale);
    session.clientSettings.canAsk = params.capabilities.workspace?.configuration === true;
    session.refresher.refreshes = refreshable(params.capabilities);
    session.actions = actionAbilities(params.capabilities);
    session.hasSnippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    session.hasSymbolTrees =
      params.capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    session.canReportProgress = params.capabilities.window?.workDoneProgress === true;
    watches =
      !options.watchesFiles && params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    followsFolders = params.capabilities.workspace?.workspaceFolders === true;
    const edits = params.capabilities.workspace?.workspaceEdit;
    session.editAbilities = {
      versions: edits?.documentChanges === true,
      fileRenames: edits?.resourceOperations?.includes('rename') === true,
      states: options.commands === true,
    };
    const canPrepare = params.capabilities.textDocument?.rename?.prepareSupport === true;
    const rootUri = params.rootUri;
    session.setFolders(
      params.workspaceFolders ?? (rootUri ? [{ uri: rootUri, name: rootUri.split('/').pop() ?? '' }] : []),
    );
    session.loader.exclusions.setGlobs(globsOf(options.excludes));
    // A note that is open but not edited changes with others: a client that cannot be asked to pull again is told.
    const pulls =
      options.pushDiagnostics !== true &&
      params.capabilities.textDocument?.diagnostic !== undefined &&
      params.capabilities.workspace?.diagnostics?.refreshSupport === true;
    if (pulls) session.letPull();
    if (options.lock !== undefined) await environment.hold?.(options.lock);
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
        ...(params.capabilities.workspace?.applyEdit
          ? { executeCommandProvider: { commands: [writeBlockIdCommand] } }
          : {}),
        ...comfortCapabilities,
        ...structureCapabilities(options.commands === true),
        ...(pulls ? { diagnosticProvider: pullOptions } : {}),
        renameProvider: canPrepare ? { prepareProvider: true } : true,
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { willRename: anyFile, willCreate: anyFile, willDelete: anyFile },
        },
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
    if (session.clientSettings.canAsk)
      register('settings', 'workspace/didChangeConfiguration', { section: 'researchNotes' });
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
  connection.onNotification(focusedNotification, () => session.lookAgain());
  connection.onNotification(excludesNotification, (globs: unknown) => {
    session.loader.exclusions.setGlobs(globsOf(globs));
    void session.load();
  });

  const answer: Answer = async (name, work) => {
    session.attention.heard();
    try {
      return (await work()) ?? null;
    } catch (error) {
      // Its message is for the user.
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      return null;
    } finally {
      session.attention.heard();
    }
  };
  const place: PlaceOf = (params) => {
    const uri = canonicalUri(params.textDocument.uri);
    const note = session.vault.note(uri);
    return { uri, offset: note ? offsetAt(note.lines, params.position, note.length, session.vault.text(uri)) : 0 };
  };
  /** Without it a formula is shown as it is written. */
  const formulaDrawer = async (): Promise<DrawFormula | undefined> => {
    if (session.cardOptions.images === 'none') return undefined;
    return environment.drawFormula(connection).catch((error) => {
      connection.console.warn(`formulas: ${String(error)}`);
      return undefined;
    });
  };
  const { vault, search } = session;

  serveCompletion(connection, session, answer, place);
  serveStructure(connection, session, answer, place);
  serveActions(connection, session, answer);
  serveChanges(connection, session, answer, place);
  serveViews(connection, session, answer, place);
  serveComfort(connection, session, answer);
  connection.onDefinition((params) =>
    answer('definition', () => definition(vault, place(params), session.settings, options.commands === true)),
  );
  connection.onReferences((params, token) =>
    answer('references', async () => {
      await session.readSoon();
      const walk = references(vault, place(params), params.context.includeDeclaration, session.settings);
      return walkInSlices(walk, session.turn, () => !token.isCancellationRequested);
    }),
  );
  connection.onDocumentHighlight((params) =>
    answer('documentHighlight', () => documentHighlight(vault, place(params), session.settings)),
  );
  connection.onHover((params) =>
    answer('hover', async () => {
      const draw = formulaToHover(vault, place(params)) ? await formulaDrawer() : undefined;
      // The note may have been changed meanwhile.
      const at = place(params);
      const formula = formulaToHover(vault, at);
      if (formula) return formulaHover(vault, at.uri, formula, session.language, draw);
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
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
    const report = await answer('diagnostic', async () => {
      const uri = canonicalUri(textDocument.uri);
      await session.settled(uri);
      return session.puller?.document(uri, previousResultId);
    });
    return report ?? { kind: 'full', items: [] };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, results) => {
    const closed = new Promise<void>((done) => token.onCancellationRequested(() => done()));
    const stream = results && ((items: WorkspaceDocumentDiagnosticReport[]) => results.report({ items }));
    const items = await answer('workspace/diagnostic', () =>
      session.puller?.workspace(previousResultIds, stream, closed),
    );
    return { items: items ?? [] };
  });
  connection.onRequest(statusRequest, (params: StatusParams) =>
    answer('status', (): StatusResult => {
      const note = params.uri === undefined ? undefined : noteStatus(vault, canonicalUri(params.uri), session.settings);
      return { vault: session.status(), ...(note ? { note } : {}) };
    }),
  );
  connection.onRequest(searchRequest, (params: SearchParams, token) =>
    answer('search', async () => {
      if (!(await session.searchNames.wait(token))) return undefined;
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
  previewRoutes(connection, session, answer);
  connection.onRequest(rebuildIndexRequest, () =>
    answer('rebuildIndex', async () => {
      await session.load();
      await session.atRest();
    }),
  );
  connection.onRequest(pingRequest, () => null);
  connection.onRequest(countersRequest, async () => {
    await session.atRest();
    return { ...vault.counters };
  });

  session.documents.listen(connection);
  connection.listen();
}

function globsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((glob) => typeof glob === 'string') : [];
}
