// How links are written in this vault (docs/links.md, section 7): counted, not configured; a setting overrides.
import { schemeOf } from '../parse/schemes.ts';
import type { Settings } from '../protocol.ts';
import { basename, dirname, isInside, relativePath } from '../text/uri.ts';
import { type File, isIndexName, isMarkdownPath, stemOf } from './files.ts';
import { isPlainlyGood, type Resolution, resolveTarget } from './resolve.ts';
import type { Vault } from './vault.ts';
import { Pace, type Walk } from './walk.ts';

export interface LinkStyle {
  readonly ending: boolean;
  readonly path: 'shortest' | 'relative' | 'root';
}

/** The style of most wiki-links of the vault. Walks it whole: ask after loading and keep the answer. */
export function* dominantStyle(vault: Vault): Walk<LinkStyle> {
  let ending = 0;
  let bare = 0;
  let dotted = 0;
  let rooted = 0;
  let other = 0;
  const pace = new Pace();
  for (const [target, { uses }] of vault.writtenTargets()) {
    if (isMarkdownPath(target)) ending += uses;
    else bare += uses;
    if (/^\.\.?\//.test(target)) dotted += uses;
    else if (target.startsWith('/')) rooted += uses;
    else other += uses;
    if (pace.isOver) yield;
  }
  const path = dotted > rooted + other ? 'relative' : rooted > dotted + other ? 'root' : 'shortest';
  return { ending: ending > bare, path };
}

/** The style to write in: the settings over what was counted. */
export function styleFor(settings: Settings, counted: LinkStyle): LinkStyle {
  const { newLinkEnding, newLinkPath } = settings.links;
  return {
    ending: newLinkEnding === 'auto' ? counted.ending : newLinkEnding === 'always',
    path: newLinkPath === 'auto' ? counted.path : newLinkPath,
  };
}

/**
 * The target to write in a wiki-link of the note at `source` for `file`: the shortest form that leads there and nowhere
 * else, or the style's own. Other files than notes keep their ending.
 */
export function writeTarget(vault: Vault, source: string, file: File, style: LinkStyle): string {
  const trim = (path: string) =>
    file.markdown && vault.isNote(file) && !style.ending && isMarkdownPath(path)
      ? path.slice(0, path.lastIndexOf('.'))
      : path;
  const bare = trim(basename(file.path));
  // A bare `index` says nothing to a reader: it keeps its folder.
  const isIndex = isIndexName(stemOf(file.path));
  // Nearly every name is the only one: a list asks for a hundred of them at each key.
  if (
    style.path === 'shortest' &&
    !isIndex &&
    isPlainlyGood(vault, { syntax: 'wiki', target: bare, fragment: undefined })
  )
    return bare;
  const relative = relativePath(dirname(vault.files.get(source)?.path ?? file.path), file.path);
  if (style.path === 'relative') return trim(relative.startsWith('../') ? relative : `./${relative}`);
  const folder = vault.folderOf(file.path)?.path ?? file.root;
  const whole = isInside(folder, file.path) ? file.path.slice(folder.length + 1) : basename(file.path);
  if (style.path === 'root') return `/${trim(whole)}`;
  const segments = whole.split('/');
  const fewest = isIndex && segments.length > 1 ? 2 : 1;
  // Beside `a.markdown` no shorter form leads to `a.md` than one with its ending.
  for (const written of [trim, String]) {
    for (let count = fewest; count <= segments.length; count++) {
      const target = written(segments.slice(-count).join('/'));
      if (leadsTo(vault, source, target, file)) return target;
    }
  }
  return trim(relative);
}

function leadsTo(vault: Vault, source: string, target: string, file: File): boolean {
  const found = resolveTarget(vault, source, target);
  const isSure = found.files.length === 1 && !found.imprecise && !found.caseDiffers;
  return isSure && found.files[0] === file && !makesNote(vault, target, found);
}

/**
 * True for a bare name that a file beside an image has, too: that is a note as soon as a link says its name, and the link
 * would be ambiguous by being written.
 */
export function makesNote(vault: Vault, target: string, { tier, files: [file] }: Resolution): boolean {
  if (tier !== 'suffix' || /[/\\]/.test(target)) return false;
  const describing = vault.describingImages();
  return vault.files
    .named(vault.keyOfTarget(target))
    .some((other) => other !== file && other.imageBeside && !describing.has(other.uri));
}

/**
 * A path that can be the destination of a Markdown link anywhere: all is percent-encoded that would end it, begin a
 * fragment, a query, an entity or a cell of a table, or make a scheme of its first words (`Paper: x.md`).
 */
export function encodedPath(path: string): string {
  return withoutScheme(encodedText(path));
}

/** The first words of a path may end in a colon, and a reader of addresses would take them for a scheme. */
export function withoutScheme(path: string): string {
  return schemeOf(path) === undefined ? path : path.replace(':', '%3A');
}

/** The same for a fragment, which has no scheme. */
export function encodedText(text: string): string {
  return text.replace(/[\s()<>%#?|\\`]|&(?=#?\w+;)/g, encodedMark);
}

/** A character as `%XX`, those too that URLs leave as they are. */
export function encodedMark(mark: string): string {
  const whole = encodeURIComponent(mark.toWellFormed());
  return whole === mark ? `%${mark.charCodeAt(0).toString(16).toUpperCase()}` : whole;
}
