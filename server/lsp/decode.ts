// Bytes of a note -> its text, as the editor decodes them: by the byte order mark, else UTF-8.

const decoder = new TextDecoder('utf-8');

/** The text without a byte order mark; `undefined` for a file that is not text (it holds NUL). */
export function decode(bytes: Uint8Array): string | undefined {
  // So rare that their decoders, which cost more to make than a note to read, are made each time.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.indexOf(0) >= 0) return undefined;
  return utf8(bytes);
}

type NodeBuffer = typeof import('node:buffer');
const node = nodeBuffer();

/** Node's buffers, where they are at hand and can transcode: a Node may be built without. */
function nodeBuffer(): NodeBuffer | undefined {
  try {
    const { process } = globalThis as { process?: NodeJS.Process };
    const buffer = process?.getBuiltinModule?.('node:buffer');
    return buffer?.transcode(buffer.Buffer.from('ы'), 'utf8', 'ucs2').toString('ucs2') === 'ы' ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** Node has a second way from UTF-8 to a string; it takes a quarter of the time but knows neither marks nor invalid bytes. */
function utf8(bytes: Uint8Array): string {
  if (!node || bytes[0] === 0xef || bytes.length === 0) return decoder.decode(bytes);
  const { buffer, byteOffset, byteLength } = bytes;
  const view = node.Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  if (node.isAscii(view)) return view.toString('latin1');
  return node.isUtf8(view) ? node.transcode(view, 'utf8', 'ucs2').toString('ucs2') : decoder.decode(bytes);
}
