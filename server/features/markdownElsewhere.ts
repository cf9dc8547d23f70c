// Beside VS Code's own Markdown: with `markdown.updateLinksOnFileMove` on it rewrites Markdown links once files have moved,
// reading them as they stood before. Written by both, a link would be moved twice.
import picomatch from 'picomatch';
import { extname, pathOf } from '../text/uri.ts';
import type { FileRename } from './plan.ts';

/**
 * True if VS Code will rewrite the Markdown links itself.
 * @param setting what the client says `markdown.updateLinksOnFileMove` is
 */
export function markdownElsewhere(setting: unknown, renames: readonly FileRename[]): boolean {
  if (typeof setting !== 'object' || setting === null) return false;
  const { enabled, include, enableForDirectories } = setting as Record<string, unknown>;
  if (enabled !== 'prompt' && enabled !== 'always') return false;
  const globs = Array.isArray(include) ? include.filter((glob) => typeof glob === 'string') : [];
  const isIncluded = picomatch(globs);
  return renames.some(({ to }) => {
    const path = pathOf(to);
    return isIncluded(path) || (extname(path) === '' && enableForDirectories !== false);
  });
}
