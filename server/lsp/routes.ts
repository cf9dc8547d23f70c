// The routes: which request calls which feature, and what every request goes through.
import {
  type Connection,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type Registration,
  ResponseError,
} from 'vscode-languageserver';
import { excludesNotification, focusedNotification } from '../protocol.ts';
import type { DrawFormula } from '../render/drawFormula.ts';
import { offsetAt } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { canonicalUri } from '../text/uri.ts';
import { serveActions } from './actionRoutes.ts';
import { serveChanges } from './changeRoutes.ts';
import { serveComfort } from './comfortRoutes.ts';
import { serveCompletion } from './completionRoutes.ts';
import { serveDiagnostics } from './diagnosticRoutes.ts';
import { clientFiles, type FileSystem, filesByScheme } from './fileSystem.ts';
import { globsOf } from './globs.ts';
import { initialize, registrations } from './initialize.ts';
import { serveNavigation } from './navigationRoutes.ts';
import { servePreview } from './previewRoutes.ts';
import { Session } from './session.ts';
import { serveStructure } from './structureRoutes.ts';
import { serveVault } from './vaultRoutes.ts';
import { serveViews } from './viewRoutes.ts';

export interface Environment {
  /** The local file system, made once it is known which folders may be read; absent in a browser. */
  localFiles?(allowed: () => readonly string[]): FileSystem;
  /** How long the client's files are waited for (ms), if not as long as usual. */
  readonly filesPatience?: number | undefined;
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
  let session: Session;
  let asked: Registration[] = [];
  let followsFolders = false;
  let state: 'new' | 'serving' | 'ended' = 'new';
  const remote = clientFiles(connection, (uri) => session.fileChanged(uri), environment.filesPatience);
  const local = environment.localFiles?.(() => session.allowedFolders());
  const files = filesByScheme(local, () => (session.options.providesFiles ? remote : undefined));
  session = new Session(connection, { files, turn: environment.turn, readingNotes: environment.readingNotes });
  const answer: Answer = async (name, work) => {
    if (state === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, `${name} before initialize`);
    if (state === 'ended') throw new ResponseError(ErrorCodes.InvalidRequest, `${name} after shutdown`);
    session.attention.heard();
    try {
      const typed = session.typing.asked();
      if (typed) await typed;
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
    // A place is one of the newest text, whatever came since the request was in the pipe.
    session.typing.takeNow();
    const note = session.vault.note(uri);
    return { uri, offset: note ? offsetAt(note.lines, params.position, note.length, session.vault.text(uri)) : 0 };
  };

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    if (state !== 'new') throw new ResponseError(ErrorCodes.InvalidRequest, 'initialize for the second time');
    state = 'serving';
    const result = initialize(session, params);
    asked = registrations(params);
    followsFolders = params.capabilities.workspace?.workspaceFolders === true;
    const { lock } = session.options;
    if (lock !== undefined) await environment.hold?.(lock);
    return result;
  });
  connection.onInitialized(() => {
    for (const registration of asked) {
      // A client that refuses only tells us less.
      connection
        .sendRequest('client/registerCapability', { registrations: [registration] })
        .catch((error) => connection.console.warn(`${registration.method}: ${String(error)}`));
    }
    if (followsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        session.changeFolders(added, removed);
        void session.loadWithSettings();
      });
    }
    void session.loadWithSettings();
  });
  connection.onShutdown(() => {
    state = 'ended';
  });
  connection.onDidChangeConfiguration(({ settings }) => void session.settingsChanged(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) session.fileChanged(canonicalUri(uri));
  });
  connection.onNotification(focusedNotification, () => session.lookAgain());
  connection.onNotification(excludesNotification, (globs: unknown) => {
    session.loader.exclusions.setGlobs(globsOf(globs));
    void session.load();
  });

  serveCompletion(connection, session, answer, place);
  serveNavigation(connection, session, environment, answer, place);
  serveStructure(connection, session, answer, place);
  serveActions(connection, session, answer);
  serveChanges(connection, session, answer, place);
  serveDiagnostics(connection, session, answer);
  serveViews(connection, session, answer, place);
  serveComfort(connection, session, answer);
  servePreview(connection, session, answer);
  serveVault(connection, session, answer);
  session.documents.listen(connection);
  connection.listen();
}
