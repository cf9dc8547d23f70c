// The box of a task in a line of a note, behind all the marks of quotes, items and footnotes that it stands in.

const taskBox = /^((?:[\s>]|(?:[-*+]|\d{1,9}[.)])(?=\s)|\[\^[^\]\s]+\]:)*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])\](?=\s|$)/;

/** `at` is where the mark between the brackets stands (UTF-16 offset); `undefined` for a line without a box. */
export function boxIn(line: string): { readonly at: number; readonly isTicked: boolean } | undefined {
  const match = taskBox.exec(line);
  return match ? { at: match[1]!.length, isTicked: match[2] !== ' ' } : undefined;
}
