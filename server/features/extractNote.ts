// Extracting a selection or a section to a note of its own, which the place it stood in then links to.
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import type { Span } from '../text/span.ts';
import { basename, dirname, uriOf } from '../text/uri.ts';
import { sectionSpan } from '../vault/fragments.ts';
import { styleFor } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, creating, currentText, lineEnd, replacing } from './actionEdits.ts';
import { movedText } from './movedText.ts';
import { inBrackets } from './newLink.ts';
import { freePath } from './noteNames.ts';

/** The section of the heading at `offset`, unless it is the whole note. */
export function extractableSection(note: Note, offset: number): number | undefined {
  const index = note.headings.findIndex(({ start, end }) => start <= offset && offset <= end);
  return index < 0 || (index === 0 && note.headings[0]!.level === 1) ? undefined : index;
}

/**
 * @param span a selection (UTF-16 offsets); of a section the one that `extractableSection` found is taken
 * @returns `undefined` where there is nothing to extract, or no name for the new note
 */
export function extractNote(vault: Vault, note: Note, span: Span, options: ActionOptions): WorkspaceEdit | undefined {
  const text = currentText(vault, note);
  const own = vault.files.get(note.uri);
  if (text === undefined || !own) return undefined;
  const section = span.start === span.end ? extractableSection(note, span.start) : undefined;
  const taken = section === undefined ? trimmed(text, span) : trimmed(text, sectionSpan(note, section));
  if (taken.end <= taken.start) return undefined;
  const heading = note.headings.find(({ start }) => start === taken.start);
  const title =
    heading?.text ||
    plainText(
      text
        .slice(taken.start, taken.end)
        .split(/\r?\n/, 1)[0]!
        .replace(/\[\^[^\]]*\]/g, ''),
    )
      .slice(0, 60)
      .trim();
  const path = freePath(vault, dirname(own.path), title);
  if (!path) return undefined;
  const to = { uri: uriOf(path), path };
  const lineBreak = lineEnd(text);
  // Of a section the heading stays, so that links to it stay good; the new note has it as its title.
  const bodyStart = heading ? heading.end : taken.start;
  const body = movedText(vault, note, text, { start: bodyStart, end: taken.end }, to, true, options);
  const raised = heading ? raise(body.replace(/^[\r\n]+/, ''), heading.level - 1) : body;
  const known = [
    `# ${heading?.raw || title || basename(path)}`,
    '',
    raised.trimEnd(),
    ...definitions(note, text, taken),
    '',
  ]
    .join(lineBreak)
    .replace(/\r?\n/g, lineBreak);
  const ending = styleFor(options.settings, options.style).ending;
  const name = inBrackets(ending ? basename(path) : basename(path).replace(/\.md$/, ''));
  const link = `[[${name}]]`;
  const edit: TextEdit = heading
    ? replacing(note, { start: heading.end, end: taken.end }, lineBreak + lineBreak + link)
    : replacing(note, taken, link);
  const edits = new Map([[note.uri, [edit]]]);
  return creating(to.uri, known, edits, options);
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

/** Headings of the body come up by as many levels as their section did. */
function raise(body: string, levels: number): string {
  if (levels === 0) return body;
  let fence: string | undefined;
  return body.replace(
    /^([ \t]{0,3})(`{3,}|~{3,}|#{1,6}(?=[ \t]|\r?$))(.*)$/gm,
    (line, indent: string, mark: string, rest: string) => {
      if (!mark.startsWith('#')) {
        if (fence === undefined) fence = mark;
        else if (mark.startsWith(fence) && rest.trim() === '') fence = undefined;
        return line;
      }
      return fence !== undefined ? line : `${indent}${'#'.repeat(Math.max(1, mark.length - levels))}${rest}`;
    },
  );
}

/** Footnotes and link definitions that the extracted text uses and that stand outside of it. */
function definitions(note: Note, text: string, { start, end }: Span): string[] {
  const inside = (one: Span) => one.start >= start && one.end <= end;
  const labels = new Set(
    note.footnotes.filter((mark) => mark.kind === 'reference' && inside(mark)).map(({ label }) => label),
  );
  const found: string[] = [];
  for (const mark of note.footnotes) {
    if (mark.kind === 'definition' && labels.has(mark.label) && !inside(mark))
      found.push(text.slice(mark.start, Math.max(mark.end, mark.textEnd)).trimEnd());
  }
  const used = note.links.filter((link) => link.syntax === 'reference' && inside(link));
  for (const link of note.links) {
    if (link.syntax !== 'definition' || inside(link)) continue;
    if (
      used.some(({ targetStart }) => targetStart === link.targetStart) ||
      used.some(({ target }) => target === link.target)
    )
      found.push(text.slice(link.start, link.end));
  }
  return found.length > 0 ? ['', ...found] : [];
}
