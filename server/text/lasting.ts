// Strings that outlive the text they were cut from.

/** A copy that does not keep the text it was cut from in memory, as a slice would. */
export function lastingCopy(text: string): string {
  // V8 copies so few characters anyway.
  if (text.length < 13) return text;
  // Put together from two parts and read once: that makes one flat string of them. Cutting it from a longer copy, the usual
  // way, leaves a slice behind that costs as much again and is slower to compare.
  const copy = text.slice(0, 1) + text.slice(1);
  copy.charCodeAt(0);
  return copy;
}
