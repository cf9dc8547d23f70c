// Settings as the client sends them -> `Settings`: a value of the wrong kind falls back to its default, named once.
import { defaultSettings, diagnosticCodes, type Settings } from '../protocol.ts';
import { isCheap } from './globs.ts';

const severityNames = ['error', 'warning', 'information', 'hint', 'off'];

export interface ReadSettings {
  readonly settings: Settings;
  /** Full names of the settings whose values were of the wrong kind. */
  readonly wrong: readonly string[];
}

/** @param given the value of the section `researchNotes`; anything at all */
export function readSettings(given: unknown): ReadSettings {
  const wrong: string[] = [];
  const value = (path: string): unknown => path.split('.').reduce<unknown>(property, given);
  const read = <T>(path: string, fallback: T, isRight: (found: unknown) => boolean): T => {
    const found = value(path);
    if (found === undefined || found === null) return fallback;
    if (isRight(found)) return found as T;
    wrong.push(`researchNotes.${path}`);
    return fallback;
  };
  const strings = (found: unknown): boolean => Array.isArray(found) && found.every((item) => typeof item === 'string');
  const globs = (found: unknown): boolean => strings(found) && (found as string[]).every(isUsableGlob);
  const oneOf = (names: readonly string[]) => (found: unknown) => typeof found === 'string' && names.includes(found);
  const { links, codeLens, inlayHints, images, newNote, diagnostics } = defaultSettings;
  const isString = (found: unknown) => typeof found === 'string';
  const isBoolean = (found: unknown) => typeof found === 'boolean';
  const severities = Object.fromEntries(
    diagnosticCodes.map((code) => {
      const names = code === 'missing-note' ? [...severityNames, 'auto'] : severityNames;
      return [code, read(`diagnostics.${code}`, diagnostics[code], oneOf(names))];
    }),
  );
  return {
    settings: {
      contentRoots: read('contentRoots', defaultSettings.contentRoots, strings),
      links: {
        pipeOrder: read('links.pipeOrder', links.pipeOrder, oneOf(['auto', 'targetFirst', 'aliasFirst'])),
        newLinkPath: read('links.newLinkPath', links.newLinkPath, oneOf(['auto', 'shortest', 'relative', 'root'])),
        newLinkEnding: read('links.newLinkEnding', links.newLinkEnding, oneOf(['auto', 'always', 'never'])),
        allowedSchemes: read('links.allowedSchemes', links.allowedSchemes, strings),
      },
      codeLens: read('codeLens', codeLens, isBoolean),
      inlayHints: read('inlayHints', inlayHints, isBoolean),
      images: {
        folder: read('images.folder', images.folder, isString),
        name: read('images.name', images.name, isString),
        caption: read('images.caption', images.caption, isString),
      },
      newNote: { template: read('newNote.template', newNote.template, isString) },
      diagnostics: {
        ...severities,
        ignore: read('diagnostics.ignore', diagnostics.ignore, globs),
      } as Settings['diagnostics'],
    },
    wrong,
  };
}

function property(object: unknown, key: string): unknown {
  return object !== null && typeof object === 'object' ? (object as Record<string, unknown>)[key] : undefined;
}

/** A workspace brings its own settings: a glob with `+(…)` could be made to take forever. */
function isUsableGlob(glob: string): boolean {
  return glob !== '' && isCheap(glob) && !/[?*+@!]\(/.test(glob);
}
