// What client and server say to each other beyond LSP, the settings with their defaults, and the file system seam.
// Types and constants only.
import type { Range } from 'vscode-languageserver-types';

// ---- settings

export type SeverityName = 'error' | 'warning' | 'information' | 'hint' | 'off';

export const diagnosticCodes = [
  'missing-note',
  'missing-file',
  'missing-image',
  'missing-heading',
  'missing-block',
  'ambiguous-link',
  'imprecise-path',
  'stale-todo',
  'case-mismatch',
  'duplicate-heading-id',
  'duplicate-block-id',
  'front-matter',
  'file-skipped',
  'outside-workspace',
] as const;

export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** `researchNotes.*`, one field a setting. */
export interface Settings {
  /** Folders that links may start from, relative to their workspace folder. */
  readonly contentRoots: readonly string[];
  readonly links: {
    /** How `[[a|b]]` is read. */
    readonly pipeOrder: 'auto' | 'targetFirst' | 'aliasFirst';
    /** How the path of a new link is written. */
    readonly newLinkPath: 'auto' | 'shortest' | 'relative' | 'root';
    /** Whether a new link carries `.md`. */
    readonly newLinkEnding: 'auto' | 'always' | 'never';
    /** Schemes besides http, https and mailto that a click may open. */
    readonly allowedSchemes: readonly string[];
  };
  /** How many links lead to a note and its headings, above them. */
  readonly codeLens: boolean;
  /** Titles behind links that show only a file name. */
  readonly inlayHints: boolean;
  /** Pasted and dropped images. */
  readonly images: {
    /** From the note, or with `/` in front from the workspace folder; empty for where images lie already. */
    readonly folder: string;
    /** The name without its ending, of `{note}`, `{name}`, `{date}` and `{n}`. */
    readonly name: string;
    /** The paragraph below, with `{caption}`; empty for a description in the brackets of the image. */
    readonly caption: string;
  };
  readonly newNote: {
    /** A file from the workspace folder whose text a new note begins with; empty for our own beginning. */
    readonly template: string;
  };
  readonly diagnostics: Readonly<Record<Exclude<DiagnosticCode, 'missing-note'>, SeverityName>> & {
    readonly 'missing-note': SeverityName | 'auto';
    /** Globs of targets about which nothing is said. */
    readonly ignore: readonly string[];
  };
}

export const defaultSettings: Settings = {
  contentRoots: [],
  links: { pipeOrder: 'auto', newLinkPath: 'auto', newLinkEnding: 'auto', allowedSchemes: [] },
  codeLens: true,
  inlayHints: false,
  images: { folder: '', name: '{note}-{n}', caption: '' },
  newNote: { template: '' },
  diagnostics: {
    'missing-note': 'auto',
    'missing-file': 'warning',
    'missing-image': 'warning',
    'missing-heading': 'warning',
    'missing-block': 'warning',
    'ambiguous-link': 'information',
    'imprecise-path': 'hint',
    'stale-todo': 'hint',
    'case-mismatch': 'information',
    'duplicate-heading-id': 'information',
    'duplicate-block-id': 'information',
    'front-matter': 'warning',
    'file-skipped': 'information',
    'outside-workspace': 'information',
    ignore: [],
  },
};

/** What our client tells the server at the start; every field may be absent in another client. */
export interface InitializationOptions {
  /** The client sends file events itself, filtered and batched: the server registers no watcher. */
  readonly watchesFiles?: boolean;
  /** The client answers `researchNotes/fs/*`; schemes that the server can read by itself are not asked for. */
  readonly providesFiles?: boolean;
  /** How pictures reach a hover: by their address, as `data:`, or not at all. */
  readonly hoverImages?: 'uri' | 'data' | 'none';
  /** The client has our commands (`researchNotes.open` after a note was created). */
  readonly commands?: boolean;
  /** The client wants problems pushed, though it could pull them. */
  readonly pushDiagnostics?: boolean;
  /** There after a server that crashed or did not answer any more: this one says what it parses, and leaves out these texts. */
  readonly careful?: { readonly leaveOut: readonly ParsedText[] };
  /** A Web Lock for the server to hold as long as it lives: a worker that ends tells nobody. */
  readonly lock?: string;
  /** `files.exclude` of VS Code: globs. Also sent again by `researchNotes/excludes`. */
  readonly excludes?: readonly string[];
}

// ---- requests of the client

/** A note and how many of its links are good. */
export interface NoteStatus {
  readonly links: Count;
  readonly images: Count;
}

export interface Count {
  readonly good: number;
  readonly total: number;
}

export interface VaultStatus {
  readonly state: 'loading' | 'ready';
  readonly notes: number;
  readonly roots: readonly RootStatus[];
  /** Problems of the whole vault by code; codes without one are left out. */
  readonly problems: Readonly<Partial<Record<DiagnosticCode, number>>>;
}

export interface RootStatus {
  /** As a reader writes it: `topics`, or `.` for the workspace folder itself. */
  readonly path: string;
  /** In the user's language: why it is a root. */
  readonly reason: string;
}

/** `researchNotes/status`: `note` is absent where `uri` is no note. */
export interface StatusParams {
  readonly uri?: string;
}
export interface StatusResult {
  readonly vault: VaultStatus;
  readonly note?: NoteStatus;
}
export const statusRequest = 'researchNotes/status';

/** `researchNotes/search`: notes for the picker of *Insert link*, best first. */
export interface SearchParams {
  readonly uri: string;
  readonly query: string;
}
export interface SearchItem {
  readonly title: string;
  /** The path as a reader writes it. */
  readonly path: string;
  /** What to write: `[[name.md]]`. */
  readonly link: string;
}
export const searchRequest = 'researchNotes/search';

/** `researchNotes/resolveLinks`: where the wiki-links of a note lead, for VS Code's own Markdown preview. */
export interface ResolveLinksParams {
  readonly uri: string;
}
export interface ResolvedLink {
  readonly state: 'resolved' | 'missing' | 'external';
  /** Canonical URI of the target, with `#slug` where the link names a heading. */
  readonly href?: string;
  /** The title of the target note. */
  readonly title?: string;
  readonly kind?: 'note' | 'image' | 'file';
  /** For an embedded note or section: its text, cut to a few thousand characters. */
  readonly text?: string;
}
/**
 * Keyed by what stands between the brackets, alias left out, spaces trimmed: `note#heading`; with both sides, `text|note`, where
 * the right one is the target.
 */
export type ResolveLinksResult = Readonly<Record<string, ResolvedLink>>;
export const resolveLinksRequest = 'researchNotes/resolveLinks';

/** `researchNotes/imagePlaces`: where pasted images go, one answer a name; `null` where one has no place. */
export interface ImagePlacesParams {
  readonly uri: string;
  /** Names of files, or only their endings: `.png`. */
  readonly names: readonly string[];
}
export type ImagePlacesResult = readonly ({ readonly uri: string; readonly snippet: string } | null)[];
export const imagePlacesRequest = 'researchNotes/imagePlaces';

/** `researchNotes/pastedText`: text copied in one note as it must stand in another; `null` where it may stay as it is. */
export interface PastedTextParams {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
export const pastedTextRequest = 'researchNotes/pastedText';

/** `researchNotes/droppedLinks`: what is written for files of the workspace that are dragged into a note, in their order. */
export interface DroppedLinksParams {
  readonly uri: string;
  readonly files: readonly string[];
}
/** `null` for what is no file of the vault, and for the note itself. */
export type DroppedLinksResult = readonly (string | null)[];
export const droppedLinksRequest = 'researchNotes/droppedLinks';

/** VS Code's own settings of the same names, below `markdown.preview`. */
export interface MarkdownChoice {
  /** The end of a line is one on the page, too. */
  readonly breaks?: boolean | undefined;
  /** Quotes, dashes and dots are set as in print. */
  readonly typographer?: boolean | undefined;
  /** Bare addresses are links. */
  readonly linkify?: boolean | undefined;
}

/** `researchNotes/preview`: a note as a page, of which the asker may have most blocks already. */
export interface PreviewParams {
  /** What the user has chosen for Markdown previews; what is left out is as it is usual in the vault. */
  readonly markdown?: MarkdownChoice;
  readonly uri: string;
  /** Letters and digits that mark our own markup; new for every page, so that no note can know them. */
  readonly mark: string;
  /** Keys of the blocks that the page has: their HTML is not sent again. */
  readonly known: readonly string[];
  readonly remoteImages: boolean;
  /** Render a note above `largestPreview` too. */
  readonly large: boolean;
}
export interface PreviewBlock {
  /** Equal for equal HTML. */
  readonly key: string;
  /** The lines of the note that the block comes from, from 0; `end` is the line after its last. */
  readonly line: number;
  readonly end: number;
  /** Absent where the page has it. */
  readonly html?: string;
}
export interface PreviewResult {
  /** `loading`: the vault is still being read, what is missing is not known yet. `large`: too large to render unasked. */
  readonly state: 'ready' | 'loading' | 'large' | 'absent';
  /** The version of the open document that was rendered; `null` for a closed note. */
  readonly version: number | null;
  readonly title: string;
  /** The language of the prose as HTML's `lang`; empty where it is not known. */
  readonly language: string;
  readonly bar: readonly PreviewBlock[];
  readonly head: readonly PreviewBlock[];
  readonly body: readonly PreviewBlock[];
  readonly rail: readonly PreviewBlock[];
  /** Canonical URIs of all local pictures on the page. */
  readonly images: readonly string[];
  /** Folders (URIs) that pictures may be loaded from. */
  readonly roots: readonly string[];
}
export const previewRequest = 'researchNotes/preview';

/** `researchNotes/previewAround`: what the rest of the vault adds to a page; asked for less often, since it grows with the vault. */
export interface PreviewAroundParams {
  readonly uri: string;
  readonly mark: string;
}
export interface PreviewAroundResult {
  /** HTML: who links to the note. */
  readonly mentions: string;
  /** HTML: the notes beside an index that it does not list; else empty. */
  readonly unlisted: string;
  readonly images: readonly string[];
}
/** `researchNotes/previewCard`: the card of a note or a picture, when a reader points at it. */
export interface PreviewCardParams {
  readonly uri: string;
  readonly at?: string;
  readonly mark: string;
}
/** A piece of the page by itself. */
export interface PreviewPart {
  readonly html: string;
  readonly images: readonly string[];
}
export const previewAroundRequest = 'researchNotes/previewAround';
export const previewCardRequest = 'researchNotes/previewCard';

/** `researchNotes/githubMarkdown`: a note's text with links that GitHub understands. */
export interface GithubMarkdownParams {
  readonly uri: string;
}
export const githubMarkdownRequest = 'researchNotes/githubMarkdown';

export type ViewKind = 'backlinks' | 'unlinkedMentions' | 'outgoingLinks' | 'vaultHealth';

/**
 * `researchNotes/view`: the rows of a view; those of the first three are about the note at `uri`. `reading` while not all
 * notes are read, when nothing could be said for sure; `null` where the request failed.
 */
export interface ViewParams {
  readonly kind: ViewKind;
  readonly uri?: string;
}
export type ViewResult = readonly ViewRow[] | 'reading' | null;
export interface ViewRow {
  /** Text of notes as it is: whoever shows it escapes what means something there. */
  readonly label: string;
  /** Start and end of the words in the label that the row is about (UTF-16). */
  readonly highlight?: readonly [number, number];
  /** Shown after the label, quieter. */
  readonly detail?: string;
  readonly icon?: 'note' | 'index' | 'missing' | 'image' | 'file' | 'web' | 'warning' | 'information' | 'more';
  /** Where the row leads. */
  readonly uri?: string;
  readonly range?: Range;
  readonly children?: readonly ViewRow[];
  /** How many there are, where not all children are listed; of a `more` row how many follow, `undefined` where nobody counted. */
  readonly total?: number;
  /** For a mention that can become a link: the target and the text to put into its range. */
  readonly link?: ViewLink;
}
export interface ViewLink {
  /** What stands in the range now: if something else does, nothing is changed. */
  readonly text: string;
  /** What is written in its place: `[[name.md|text]]`. */
  readonly newText: string;
}
export const viewRequest = 'researchNotes/view';

/** `researchNotes/explainLink`: why the link at a place leads where it does, as Markdown; `null` where no link stands. */
export interface ExplainLinkParams {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}
export const explainLinkRequest = 'researchNotes/explainLink';

/** `researchNotes/rebuildIndex`: reads everything again; answers when it is done. */
export const rebuildIndexRequest = 'researchNotes/rebuildIndex';

/** `researchNotes/counters`: how much work was done, once none is left; for tests. */
export const countersRequest = 'researchNotes/counters';

/** `researchNotes/formulaScript`: server to client, in a browser: the address of the script that draws formulas. */
export const formulaScriptRequest = 'researchNotes/formulaScript';

/** `researchNotes/ping`: answered at once by a server that is alive. */
export const pingRequest = 'researchNotes/ping';

// ---- notifications

/** One text of a note. */
export interface ParsedText {
  readonly uri: string;
  readonly hash: number;
}

/** Server to client, where `careful` was asked for: a text is about to be parsed; `null` once all is done. */
export const parsingNotification = 'researchNotes/parsing';
export interface ParsingParams {
  readonly text: ParsedText | null;
}

/** Server to client: what `researchNotes/status` and `resolveLinks` answer may have changed. Sent at most 5 times a second. */
export const changedNotification = 'researchNotes/changed';

export interface ChangedParams {
  /** Nothing changed but texts of open notes: who follows those in the editor knows already. */
  readonly onlyTyped: boolean;
}

/** Client to server: the window has the focus again. Meanwhile files may have changed without a word. */
export const focusedNotification = 'researchNotes/focused';

/** Client to server: the globs of `files.exclude`. */
export const excludesNotification = 'researchNotes/excludes';

// ---- the file system seam: requests of the server, answered by our client where the server cannot read by itself

export interface FolderEntry {
  readonly name: string;
  /** `leaving`: a symbolic link out of the workspace, or to a folder that is listed already. */
  readonly kind: 'file' | 'folder' | 'leaving' | 'other';
}

export interface FileContent {
  /** The bytes, base64 over the wire; absent where the file could not be read. */
  readonly base64?: string;
  readonly size: number;
  /** As in `FileState`; absent where the file could not be looked at. */
  readonly mtime?: number;
}

/** `researchNotes/fs/list`: the entries of each folder; `null` where it cannot be read, which says nothing of what is in it. */
export const listRequest = 'researchNotes/fs/list';
export interface ListParams {
  readonly folders: readonly string[];
}
export type ListResult = readonly (readonly FolderEntry[] | null)[];

/** `researchNotes/fs/read`: files of at most `limit` bytes each, in the order asked; larger ones come without bytes. */
export const readRequest = 'researchNotes/fs/read';
export interface ReadParams {
  readonly uris: readonly string[];
  readonly limit: number;
  /** Read only so many bytes from the start of each. */
  readonly head?: number;
}
export type ReadResult = readonly FileContent[];

/** `researchNotes/fs/stat`: what is there, without reading it; `null` for nothing, `unknown` where it cannot be told now. */
export const statRequest = 'researchNotes/fs/stat';
export interface StatParams {
  readonly uris: readonly string[];
}
export type StatResult = readonly ('file' | 'folder' | 'other' | 'unknown' | null)[];

/**
 * `researchNotes/fs/state`: what tells one version of a file from another, and if asked whether it may be written; `null`
 * where there is none. A folder has one too: in one that is read-only, nothing can be created or renamed.
 */
export const stateRequest = 'researchNotes/fs/state';
export interface StateParams {
  readonly uris: readonly string[];
  /** Whether they may be written is wanted too: asking that costs as much again. */
  readonly readOnly?: boolean;
}
export type StateResult = readonly (StateOfFile | null)[];
export interface StateOfFile extends Omit<FileState, 'uri'> {
  /** Absent for what may be written, as far as can be told without trying, and where nobody asked. */
  readonly readOnly?: true;
}

/**
 * The state of a closed note. An edit that answers a rename or an action carries those of the notes it was made for
 * as `basedOn`: our client holds them against the disk before the edit is applied, as it does with the versions of open notes.
 */
export interface FileState {
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds, as the file system counts them. */
  readonly mtime: number;
}

/**
 * `researchNotes/openTexts`, to the client: what the editor holds of files that are no notes, which it tells of only when it
 * is asked; `null` for those that are closed.
 */
export const openTextsRequest = 'researchNotes/openTexts';
export interface OpenTextsParams {
  readonly uris: readonly string[];
}
export type OpenTextsResult = readonly (OpenText | null)[];
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

/** `researchNotes/renameNote`: another name for the file of a note; answers as `textDocument/rename` does. */
export const renameNoteRequest = 'researchNotes/renameNote';
/** `researchNotes/checkName`: why a note cannot have that name, while it is typed; `null` where it can. */
export const checkNameRequest = 'researchNotes/checkName';
export interface RenameNoteParams {
  readonly uri: string;
  readonly newName: string;
}

// ---- limits

/** Notes larger than this are not indexed (bytes). */
export const largestNote = 5 * 1024 * 1024;
/** Notes larger than this are not rendered before the reader asks for it (UTF-16 units). */
export const largestPreview = 1024 * 1024;
/** Hover text ends here (characters). */
export const longestHover = 4096;
/** Formulas with more TeX than this are not drawn in a hover (characters). */
export const longestFormula = 4000;
/** The pages of larger PDFs are not counted (bytes). */
export const largestPdf = 16 * 1024 * 1024;
/** A picture in a hover of the web host is at most this large (bytes of the file). */
export const largestThumbnail = 60 * 1024;

/** Kinds of code actions beside the protocol's own. */
export const fixAllKind = 'source.fixAll.researchNotes';
export const explainKind = 'refactor.explain';
export const contentsKind = 'source.researchNotes.contents';
