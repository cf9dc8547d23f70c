// Strings that outlive the text they were cut from, and lists that outlive what made them.

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

/** Lists up to this length are kept without room to grow. */
const short = 8;

/** The list with one more item: most lists of an index hold one, for which V8 would make room for seventeen. */
export function withOne<T>(list: T[], item: T): T[] {
  if (list.length >= short) {
    list.push(item);
    return list;
  }
  const longer = new Array<T>(list.length + 1);
  for (let index = 0; index < list.length; index++) longer[index] = list[index]!;
  longer[list.length] = item;
  return longer;
}
