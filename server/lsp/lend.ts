// Texts of closed notes, heads of images and pages of PDFs, read for one request and lent to the vault while it is answered.
import { imageSize } from 'image-size';
import { largestNote, largestPdf, largestThumbnail } from '../protocol.ts';
import type { Needs } from '../render/card.ts';
import { extname } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { decode } from './decode.ts';
import type { FileSystem } from './fileSystem.ts';
import { pdfPages } from './pdfPages.ts';

/** So much of an image tells its size (bytes). */
const imageHead = 64 * 1024;

/**
 * Runs a plain function with what it needs at hand.
 * @param asData small images come whole, as `data:` URIs
 */
export async function lend<T>(
  vault: Vault,
  files: FileSystem,
  asData: boolean,
  needs: Needs,
  run: () => T,
): Promise<T> {
  const { images = [], pdfs = [] } = needs;
  const texts = (needs.texts ?? []).filter((uri) => vault.text(uri) === undefined);
  const [contents, heads, documents] = await Promise.all([
    texts.length ? files.read(texts, largestNote) : [],
    images.length ? files.read(images, Number.MAX_SAFE_INTEGER, imageHead) : [],
    pdfs.length ? files.read(pdfs, largestPdf) : [],
  ]);
  const pages = await Promise.all(documents.map(({ bytes }) => (bytes ? pdfPages(bytes) : undefined)));
  const lent: string[] = [];
  for (const [index, uri] of texts.entries()) {
    const bytes = contents[index]?.bytes;
    const text = bytes && decode(bytes);
    if (text === undefined || vault.text(uri) !== undefined) continue;
    vault.lendText(uri, text);
    lent.push(uri);
  }
  for (const [index, uri] of images.entries()) {
    const { bytes, size } = heads[index] ?? { bytes: undefined, size: 0 };
    if (!bytes) continue;
    const { width, height } = sizeOf(bytes);
    const small = asData && size <= largestThumbnail && bytes.length === size;
    vault.lendFacts(uri, { kind: 'image', size, width, height, data: small ? dataUri(uri, bytes) : undefined });
  }
  for (const [index, uri] of pdfs.entries()) {
    const { size } = documents[index] ?? { size: 0 };
    if (size > 0) vault.lendFacts(uri, { kind: 'pdf', size, pages: pages[index] });
  }
  try {
    return run();
  } finally {
    for (const uri of lent) vault.dropText(uri);
    for (const uri of [...images, ...pdfs]) vault.dropFacts(uri);
  }
}

function sizeOf(bytes: Uint8Array): { width: number | undefined; height: number | undefined } {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return { width: undefined, height: undefined };
  }
}

const mediaTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.svg': 'image/svg+xml',
};

function dataUri(uri: string, bytes: Uint8Array): string | undefined {
  const type = mediaTypes[extname(uri)];
  if (!type) return undefined;
  let binary = '';
  for (let from = 0; from < bytes.length; from += 8192)
    binary += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return `data:${type};base64,${btoa(binary)}`;
}
