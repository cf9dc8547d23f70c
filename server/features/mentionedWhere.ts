// Where a link stands, in words: the reason after it in a list of related notes, else the sentence around it.
import type { Link } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { shortened } from '../render/excerpt.ts';

const longestSentence = 300;

/** The text after `- [[x]] - `, or `undefined` where the link is no item of such a list. */
export function reasonAfter(text: string, link: Link): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', link.start - 1) + 1, link.start);
  const after = lineRest(text, link.end);
  if (!/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+$/.test(before)) return undefined;
  return /^[ \t]*(?:[-–—:])[ \t]+(\S.*?)[ \t]*$/.exec(after)?.[1];
}

/** The sentence around a link, in plain words. */
export function sentenceAround(text: string, link: Link): string {
  const lineStart = text.lastIndexOf('\n', link.start - 1) + 1;
  const line = text.slice(lineStart, link.end) + lineRest(text, link.end);
  const at = link.start - lineStart;
  const before = line.slice(0, at);
  const stops = [...before.matchAll(/[.!?…]["»”)]?\s+/g)];
  const start = stops.length > 0 ? stops[stops.length - 1]!.index + stops[stops.length - 1]![0].length : 0;
  const tail = /[.!?…]["»”)]?(?=\s|$)/.exec(line.slice(link.end - lineStart));
  const end = tail ? link.end - lineStart + tail.index + tail[0].length : line.length;
  const bare = line
    .slice(start, end)
    .replace(/^[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?/, '');
  return shortened(plainText(withoutLinks(bare)).replace(/\s+/g, ' ').trim(), longestSentence);
}

/** Wiki-links as the words they show: in another note they could lead elsewhere. */
function withoutLinks(text: string): string {
  return text.replace(/!?\[\[([^\]|]*)(?:\\?\|([^\]]*))?\]\]/g, (_, target: string, alias?: string) => {
    const name = target
      .replace(/#.*$/, '')
      .replace(/^.*\//, '')
      .replace(/\.(?:md|markdown)$/, '');
    return alias ?? name.replace(/_+/g, ' ');
  });
}

function lineRest(text: string, from: number): string {
  return /^[^\r\n]*/.exec(text.slice(from, from + 2000))![0];
}
