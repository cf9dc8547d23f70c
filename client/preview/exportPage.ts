// Export: the page as one HTML file that needs nothing else; styles, fonts and local pictures are inside.
import { env, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { toBase64 } from '../base64.ts';
import { exportedFile } from './exportedFile.ts';

export interface Exported {
  readonly html: string;
  /** Stands before the number of a picture wherever one belongs; no note can know it. */
  readonly sign: string;
  /** What each number stands for; `undefined` for what may not be read. */
  readonly images: readonly (Uri | undefined)[];
  readonly title: string;
  readonly language: string;
}

/** A picture larger than this, or all of them together, would make a file that no browser likes (bytes). */
const largestPicture = 20 * 1024 * 1024;
const largestAll = 80 * 1024 * 1024;
const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
};

export async function exportPage(extension: Uri, note: Uri, exported: Exported): Promise<void> {
  const folder = Uri.joinPath(note, '..');
  const name = note.path.slice(note.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, `${name}.html`),
    filters: { HTML: ['html'] },
    title: l10n.t('Export Preview as HTML'),
  });
  if (!target) return;
  try {
    await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Exporting…') }, async () => {
      const text = await selfContained(extension, exported);
      await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t('The page could not be written: {0}', reason));
    return;
  }
  const open = l10n.t('Open');
  const message = l10n.t('Exported: {0}', workspace.asRelativePath(target));
  if ((await window.showInformationMessage(message, open)) === open) await env.openExternal(target);
}

async function selfContained(extension: Uri, exported: Exported): Promise<string> {
  const dist = Uri.joinPath(extension, 'dist/preview');
  const read = async (path: string) => new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(dist, path)));
  const styles = [await read('page.css'), await read('export.css')];
  if (exported.html.includes('class="katex')) styles.push(await withFonts(dist, await read('math.css')));
  return exportedFile(exported.title, exported.language, styles, await withImages(exported));
}

async function withImages({ html, sign, images }: Exported): Promise<string> {
  const addresses: string[] = [];
  let left = largestAll;
  for (const image of images) {
    const type = image && mediaTypes[image.path.slice(image.path.lastIndexOf('.') + 1).toLowerCase()];
    const bytes =
      image && type ? await Promise.resolve(workspace.fs.readFile(image)).catch(() => undefined) : undefined;
    const fits = bytes !== undefined && bytes.length <= Math.min(left, largestPicture);
    if (fits) left -= bytes.length;
    addresses.push(fits ? `data:${type};base64,${toBase64(bytes)}` : '');
  }
  return html.replace(new RegExp(`${sign}(\\d+)x`, 'g'), (_, index) => addresses[Number(index)] ?? '');
}

async function withFonts(dist: Uri, css: string): Promise<string> {
  const fonts = new Map<string, string>();
  for (const [, path] of css.matchAll(/url\("?(\.\/fonts\/[\w-]+\.woff2)"?\)/g)) {
    if (fonts.has(path!)) continue;
    fonts.set(path!, toBase64(await workspace.fs.readFile(Uri.joinPath(dist, path!))));
  }
  return css.replace(
    /url\("?(\.\/fonts\/[\w-]+\.woff2)"?\)/g,
    (_, path) => `url(data:font/woff2;base64,${fonts.get(path)})`,
  );
}
