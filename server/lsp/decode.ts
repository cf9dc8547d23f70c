// Bytes of a note -> its text, as the editor decodes them: by the byte order mark, else UTF-8.

const utf8 = new TextDecoder('utf-8');

/** The text without a byte order mark; `undefined` for a file that is not text (it holds NUL). */
export function decode(bytes: Uint8Array): string | undefined {
  // So rare that their decoders, which cost more to make than a note to read, are made each time.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.indexOf(0) >= 0) return undefined;
  return utf8.decode(bytes);
}
