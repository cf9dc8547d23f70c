// A short number for a text.

/** FNV-1a over the UTF-16 units: 32 bits, the same on every machine. Not against those who want two texts to have one hash. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
