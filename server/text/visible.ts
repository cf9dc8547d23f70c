// Characters that nobody sees and that change what everybody reads: shown by their numbers.

/** Marks that turn the direction of writing, and that have no width; joiners, which scripts and emoji need, are none of them. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
const allHidden = new RegExp(hidden, 'g');

export function hasHidden(text: string): boolean {
  return hidden.test(text);
}

/** A name or an address as it is, with each hidden mark as `<U+202E>`. */
export function visible(text: string): string {
  if (!hidden.test(text)) return text;
  return text.replace(allHidden, (mark) => `<U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** An address as it is, but its host in letters that look like nothing else: all others are percent-encoded. */
export function visibleUrl(url: string): string {
  const shown = visible(url);
  return shown.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)/i, (_, scheme: string, host: string) => {
    const plain = host.replace(/[^\x21-\x7e]/gu, (letter) => encodeURIComponent(letter.toWellFormed()));
    return scheme + plain;
  });
}
