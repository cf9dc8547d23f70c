// Names that nobody can guess, in Node and in a web worker alike.

declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/** `count` random bytes as hexadecimal digits. */
export function randomBytes(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
