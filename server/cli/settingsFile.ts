// `.vscode/settings.json` of a folder, read as VS Code reads it, so that the command line says what the editor says.
import { type ParseError, parse } from 'jsonc-parser';

/** What VS Code itself excludes where nothing else is said. */
const usualExcludes = { '**/.git': true, '**/.svn': true, '**/.hg': true, '**/.DS_Store': true, '**/Thumbs.db': true };
const section = 'researchNotes.';

export interface FolderSettings {
  /** The section `researchNotes`, as a client would send it. */
  readonly researchNotes: unknown;
  /** The globs of `files.exclude`. */
  readonly excludes: readonly string[];
  /** False where the text is not valid JSON with comments. */
  readonly valid: boolean;
}

/** @param text of the file; empty where there is none */
export function readSettingsFile(text: string): FolderSettings {
  const errors: ParseError[] = [];
  const parsed: unknown = text.trim() === '' ? {} : parse(text, errors, { allowTrailingComma: true });
  const given = isObject(parsed) ? parsed : {};
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given))
    if (name.startsWith(section)) put(own, name.slice(section.length), value);
  const excluded = given['files.exclude'];
  const globs: Record<string, unknown> = { ...usualExcludes, ...(isObject(excluded) ? excluded : {}) };
  return {
    researchNotes: own,
    excludes: Object.keys(globs).filter((glob) => globs[glob] === true),
    valid: errors.length === 0,
  };
}

/** `links.pipeOrder` becomes a field in a field; names of code are written with a dash and stay whole. */
function put(object: Record<string, unknown>, name: string, value: unknown): void {
  const dot = name.indexOf('.');
  if (dot < 0) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const first = name.slice(0, dot);
  const known = Object.hasOwn(object, first) ? object[first] : undefined;
  const inner: Record<string, unknown> = isObject(known) ? known : {};
  Object.defineProperty(object, first, { value: inner, enumerable: true, configurable: true, writable: true });
  put(inner, name.slice(dot + 1), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
