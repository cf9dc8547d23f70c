// Bytes as base64 in any host: the web has no Buffer.

/** Divisible by three, so that the pieces can be joined; small enough to be the arguments of one call. */
const piece = 3 * 8192;

export function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer === 'function')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += btoa(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return text;
}
