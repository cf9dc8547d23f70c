/** The marks of quotes, items and footnotes that may stand on the line of a block before it, and nothing else. */
export const containerMarks = /^(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s)|\[\^[^\]\s]+\]:)*$/;
