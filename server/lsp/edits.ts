// A plan becomes an edit for the client: held against the texts as they are now, with the versions of open notes and the
// state of closed ones, so that nothing is changed that is not what the plan was made for.
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RenameFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Change, FileRename, Plan, Refusal } from '../features/plan.ts';
import { type Language, messages } from '../messages.ts';
import { unescapeMarkdown } from '../parse/unescape.ts';
import { type FileState, type ListResult, largestNote, type OpenText, type StateOfFile } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { type LineStarts, lineStarts, rangeOf } from '../text/lines.ts';
import { basename, canonicalUri, dirname, pathOf, uriOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { type Canvas, withCanvases } from './canvases.ts';
import { decode } from './decode.ts';
import type { FileSystem, ReadFile } from './fileSystem.ts';
import { askInSlices, Slices } from './slices.ts';
import { unknownVersion, versionOf } from './versions.ts';

export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  readonly version: number;
}

export interface EditsHost {
  readonly vault: Vault;
  readonly files: FileSystem;
  language(): Language;
  /** The client's own address and version of an open note; `undefined` for a closed one. */
  open(uri: string): OpenDocument | undefined;
  /** Those of these files that the client has open, though they are no notes, with their texts as it has them. */
  openTexts(uris: readonly string[]): Promise<ReadonlyMap<string, OpenDocument & OpenText>>;
  /** The vault takes in now what was typed until now. */
  takeTyped(): void;
  /** A closed note's text is other than when it was read: the vault takes it in. */
  reread(uri: string, text: string): void;
  /** True for a file that the editor's settings make read-only, whatever the disk says. */
  lockedInEditor(): Promise<(uri: string) => boolean>;
  /** The vault learns what the disk says of closed notes now. */
  lookAgain(uris: readonly string[]): Promise<void>;
  /** Fulfilled once all is taken in that was told of the disk until now: a closed note is what was read of it last. */
  upToDate(): Promise<void>;
  /** Lets other requests be answered. */
  turn(): Promise<void>;
}

/** What the client can do with an edit. */
export interface EditAbilities {
  readonly versions: boolean;
  readonly fileRenames: boolean;
  /** It holds closed notes against `basedOn`. */
  readonly states: boolean;
}

/** An edit of ours; `basedOn` is there for a client that asked for it. */
export type BasedEdit = WorkspaceEdit & { readonly basedOn?: readonly FileState[] };

/** The message reaches the user: it says why nothing is done. */
export function refusal(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

const mostTries = 3;

/**
 * Carries a plan over to the client. It is made again where a note turns out to be other than it was when it was read.
 * `undefined` where there is nothing to do; throws a refusal with the reason.
 * @param leave told what is read-only, where the rest is to be changed all the same, as the files move anyhow; without it
 *   that is a refusal
 */
export async function editFrom(
  host: EditsHost,
  plan: () => Plan | Refusal | undefined,
  abilities: EditAbilities,
  leave?: (message: string) => void,
): Promise<BasedEdit | undefined> {
  const say = messages(host.language());
  const locked = await host.lockedInEditor();
  /** Texts that were taken into the vault just now: their notes are as they are. */
  const fresh = new Map<string, string>();
  for (let tries = 0; tries < mostTries; tries++) {
    await host.upToDate();
    const ofNotes = plan();
    // Asked after the plan, which supposes changes and takes them back.
    const { changes } = host.vault;
    if (!ofNotes) return undefined;
    if ('refused' in ofNotes) throw refusal(ofNotes.refused);
    const { plan: whole, canvases } = await withCanvases(host, ofNotes);
    if (isEmpty(whole)) return undefined;
    const sources = new Map([...whole.changes.keys()].map((uri) => [uri, sourceOf(host, uri, canvases.get(uri))]));
    const wasClosed = new Set([...sources.keys()].filter((uri) => !host.open(uri)));
    // Asked for before any text: a note that is still in this state has the text that is read now.
    const states = await statesOf(host, [...whole.changes.keys()], leave ? [] : whole.files);
    const readOnly = readOnlyOf(states, locked);
    if (readOnly.length > 0 && !leave) throw refusal(say.readOnly(...namesOf(host, readOnly)));
    const planned = { ...whole, changes: new Map([...whole.changes].filter(([uri]) => !readOnly.includes(uri))) };
    if (planned.files.length > 0 && !(abilities.fileRenames && abilities.versions))
      throw refusal(say.cannotRenameFiles());
    const closed = [...planned.changes.keys()].filter((uri) => wasClosed.has(uri) && !sources.get(uri)?.canvas?.open);
    const unsure = closed.filter((uri) => !isAsRead(host, uri, states.get(uri)));
    const readAsPlanned = await isAsPlanned(host, planned, sources, unsure, fresh);
    const taken = await firstTaken(host, planned.files);
    if (taken !== undefined) throw refusal(say.nameTaken(host.vault.displayPath(taken)));
    // Last of all, since others were let go first while the disk was asked: from here to the edit nothing waits.
    host.takeTyped();
    const isCurrent = [...sources].every(
      ([uri, source]) => source !== undefined && wasClosed.has(uri) === (host.open(uri) === undefined),
    );
    // A note that the plan knows nothing of may have got a link meanwhile.
    if (!readAsPlanned || !isCurrent || host.vault.changes !== changes) continue;
    if (readOnly.length > 0) leave?.(say.leftReadOnly(...namesOf(host, readOnly)));
    return isEmpty(planned) ? undefined : edit(host, planned, sources, abilities, closed, states);
  }
  throw refusal(say.notesChanged());
}

/** What a plan was made for. */
interface Source {
  readonly lines: LineStarts;
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  /** The vault knows nothing of it but its name. */
  readonly canvas?: Canvas;
}

function sourceOf({ vault }: EditsHost, uri: string, canvas: Canvas | undefined): Source | undefined {
  return canvas ? { lines: lineStarts(canvas.text), length: canvas.text.length, canvas } : vault.note(uri);
}

/**
 * Reads closed notes and holds what the plan says of each against its text. The vault takes in what is other than it
 * was: then the answer is `false`.
 * @param fresh texts that were taken in already; others are added
 */
async function isAsPlanned(
  host: EditsHost,
  planned: Plan,
  sources: ReadonlyMap<string, Source | undefined>,
  closed: readonly string[],
  fresh: Map<string, string>,
): Promise<boolean> {
  const unread: string[] = [];
  let isSo = true;
  // In batches also for their bytes, which are given back before others are read.
  const ask = (uris: readonly string[]) => host.files.read(uris, largestNote);
  const hold = (uri: string, { bytes }: ReadFile) => {
    const text = bytes && decode(bytes);
    const source = sources.get(uri);
    if (host.open(uri)) isSo = false;
    else if (text === undefined) unread.push(uri);
    else if (source?.canvas) isSo &&= source.canvas.text === text;
    else if (fresh.get(uri) !== text && !fits(source, text, planned.changes.get(uri)!)) {
      isSo = false;
      fresh.set(uri, text);
      host.reread(uri, text);
    }
  };
  await askInSlices(closed, ask, hold, new Slices(host.turn));
  if (unread.length > 0) await host.lookAgain(unread);
  return isSo && unread.length === 0;
}

/**
 * An edit that a feature makes itself. The closed notes that it needs or changes are looked at first, whether or not
 * somebody said that they changed, and their states go with it. `undefined` where there is nothing to do; throws a refusal.
 * @param needs the notes whose texts the feature reads
 */
export async function basedEdit(
  host: EditsHost,
  needs: () => readonly string[],
  make: () => Promise<WorkspaceEdit | undefined>,
  abilities: EditAbilities,
): Promise<BasedEdit | undefined> {
  const states = new Map<string, FileState | undefined>();
  /** False where all of these are known already. */
  const look = async (uris: readonly string[]): Promise<boolean> => {
    const isUnseen = (uri: string) => !states.has(uri) && !host.open(uri) && host.vault.files.get(uri) !== undefined;
    const unseen = uris.filter(isUnseen);
    if (unseen.length === 0) return false;
    // Before the texts: a note that is still in this state has the text that is read now.
    const found = abilities.states ? await statesOf(host, unseen, []) : undefined;
    for (const uri of unseen) states.set(uri, stateOf(uri, found?.get(uri)));
    await host.lookAgain(unseen);
    return true;
  };
  await look(needs());
  for (let tries = 0; tries < mostTries; tries++) {
    host.takeTyped();
    const edit = await make();
    if (!edit) return undefined;
    const changed = changedNotes(edit);
    if (await look(changed)) continue;
    const locked = await host.lockedInEditor();
    const readOnly = readOnlyOf(await statesOf(host, changed, createdBy(edit)), locked);
    if (readOnly.length > 0) throw refusal(messages(host.language()).readOnly(...namesOf(host, readOnly)));
    if (!abilities.states) return edit;
    return { ...edit, basedOn: [...states.values()].filter((state) => state !== undefined) };
  }
  throw refusal(messages(host.language()).notesChanged());
}

function changedNotes({ changes = {}, documentChanges = [] }: WorkspaceEdit): string[] {
  const edited = documentChanges.flatMap((change) => ('textDocument' in change ? [change.textDocument.uri] : []));
  return [...edited, ...Object.keys(changes)].map(canonicalUri);
}

function createdBy({ documentChanges = [] }: WorkspaceEdit): { to: string }[] {
  return documentChanges.flatMap((change) =>
    'kind' in change && change.kind === 'create' ? [{ to: canonicalUri(change.uri) }] : [],
  );
}

type States = ReadonlyMap<string, StateOfFile | null>;

/**
 * The states of these notes, of files that get another name, and of the folders that names come and go in; a folder that
 * does not exist yet is no obstacle.
 */
async function statesOf(
  { files, turn }: EditsHost,
  notes: readonly string[],
  names: readonly { readonly from?: string; readonly to: string }[],
): Promise<States> {
  const addresses = names.flatMap(({ from, to }) => (from === undefined ? [to] : [from, to]));
  const folders = addresses.map((uri) => uriOf(dirname(pathOf(uri))));
  const states = new Map<string, StateOfFile | null>();
  const ask = (batch: readonly string[]) => files.state(batch, true);
  const uris = new Set([...notes, ...names.flatMap(({ from }) => from ?? []), ...folders]);
  await askInSlices(uris, ask, (uri, state) => states.set(uri, state), new Slices(turn));
  return states;
}

function readOnlyOf(states: States, locked: (uri: string) => boolean): string[] {
  return [...states].flatMap(([uri, state]) => (state?.readOnly || locked(uri) ? uri : []));
}

/** True for a note whose file has the size and the time that it had when it was read. */
function isAsRead({ vault }: EditsHost, uri: string, state: StateOfFile | null | undefined): boolean {
  const file = vault.files.get(uri);
  return file !== undefined && state != null && file.version !== unknownVersion && versionOf(state) === file.version;
}

/** The first, as a reader knows it, and how many more there are. */
function namesOf({ vault }: EditsHost, uris: readonly string[]): [path: string, more: number] {
  const path = pathOf(uris[0]!);
  return [vault.displayPath(path) || (vault.folderOf(path)?.name ?? path), uris.length - 1];
}

function stateOf(uri: string, state: StateOfFile | null | undefined): FileState | undefined {
  return state ? { uri, size: state.size, mtime: state.mtime } : undefined;
}

function isEmpty(plan: Plan): boolean {
  return plan.changes.size + plan.files.length === 0;
}

/** True if the note was read from a text like this one, as far as the changes touch it. */
function fits(note: Source | undefined, text: string, changes: readonly Change[]): boolean {
  // The edit says lines: an offset in another line is another place.
  if (note?.length !== text.length || String(note.lines) !== String(lineStarts(text))) return false;
  return changes.every(({ start, end, was }) => {
    const written = text.slice(start, end);
    return written === was || unescapeMarkdown(written) === was;
  });
}

/** The path of a new name that something has already. */
export async function firstTaken(
  host: Pick<EditsHost, 'files' | 'turn'>,
  renames: readonly FileRename[],
): Promise<string | undefined> {
  const isSameBut = ({ from, to }: FileRename) => fold(pathOf(from)) === fold(pathOf(to));
  const others = renames.filter((one) => !isSameBut(one));
  const taken: string[] = [];
  const ask = (batch: readonly FileRename[]) => host.files.stat(batch.map(({ to }) => to));
  await askInSlices(others, ask, ({ to }, kind) => kind && kind !== 'unknown' && taken.push(to), new Slices(host.turn));
  // Of a change of case the disk may say that the new name is there, and mean the old one: only its list tells two apart.
  const look = (batch: readonly FileRename[]) => host.files.list(batch.map(({ to }) => uriOf(dirname(pathOf(to)))));
  const hold = ({ from, to }: FileRename, entries: ListResult[number]) => {
    const has = (uri: string) => entries?.some(({ name }) => name === basename(pathOf(uri)));
    if (has(from) && has(to)) taken.push(to);
  };
  await askInSlices(renames.filter(isSameBut), look, hold, new Slices(host.turn));
  return taken[0] && pathOf(taken[0]);
}

function edit(
  host: EditsHost,
  plan: Plan,
  sources: ReadonlyMap<string, Source | undefined>,
  abilities: EditAbilities,
  closed: readonly string[],
  states: States,
): BasedEdit {
  const textEdits = (uri: string, changes: readonly Change[]): TextEdit[] => {
    const { lines } = sources.get(uri)!;
    return changes.map((change) => ({ range: rangeOf(lines, change), newText: change.newText }));
  };
  const open = (uri: string) => sources.get(uri)?.canvas?.open ?? host.open(uri);
  if (!abilities.versions) {
    const entries = [...plan.changes].map(([uri, changes]) => [open(uri)?.uri ?? uri, textEdits(uri, changes)]);
    return { changes: Object.fromEntries(entries) };
  }
  const texts = [...plan.changes].map(([uri, changes]): TextDocumentEdit => {
    const document = open(uri);
    const textDocument = { uri: document?.uri ?? uri, version: document?.version ?? null };
    return { textDocument, edits: textEdits(uri, changes) };
  });
  const files = plan.files.map(({ from, to }): RenameFile => {
    const options = { overwrite: false, ignoreIfExists: false };
    return { kind: 'rename', oldUri: host.open(from)?.uri ?? from, newUri: to, options };
  });
  const basedOn = closed.flatMap((uri) => stateOf(uri, states.get(uri)) ?? []);
  return { documentChanges: [...texts, ...files], ...(abilities.states ? { basedOn } : {}) };
}
