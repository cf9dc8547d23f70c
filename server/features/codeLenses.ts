// Lenses: how many links lead to a note, and to each of its headings.
import type { CodeLens } from 'vscode-languageserver-types';
import { type Language, messages } from '../messages.ts';
import { titleHeading } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import { findAnchor } from '../vault/fragments.ts';
import { followedMentions } from '../vault/mentions.ts';
import type { Vault } from '../vault/vault.ts';

/** Of a note that more notes than this mention only the whole is counted: the lenses are asked for as one types. */
const mostSources = 300;

export interface LensOptions {
  readonly settings: Settings;
  readonly language: Language;
  /** The client has `researchNotes.showReferences`. */
  readonly commands: boolean;
}

/** `undefined` for what is no note, and where lenses are switched off. */
export function codeLenses(vault: Vault, uri: string, options: LensOptions): CodeLens[] | undefined {
  const note = vault.note(uri);
  const file = vault.files.get(uri);
  if (!note || !file || !options.settings.codeLens || !vault.isComplete || !vault.isNote(file)) return undefined;
  const say = messages(options.language);
  const lens = (range: CodeLens['range'], title: string): CodeLens => ({
    range,
    command: options.commands
      ? { title, command: 'researchNotes.showReferences', arguments: [uri, range.start.line, range.start.character] }
      : { title, command: '' },
  });
  const title = titleHeading(note);
  const top = rangeOf(note.lines, title ? { start: title.start, end: title.start } : { start: 0, end: 0 });
  const sources = new Set<string>();
  for (const key of vault.namesOf(uri)) for (const source of vault.mentioning(key)) sources.add(source);
  if (sources.size > mostSources) return [lens(top, say.mentionedIn(sources.size))];
  const perHeading = new Map<number, number>();
  let all = 0;
  for (const { uri: source, resolution } of followedMentions(vault, uri, options.settings)) {
    if (source !== uri) all++;
    const anchor = resolution.fragment === undefined ? undefined : findAnchor(note, resolution.fragment);
    if (anchor?.kind === 'heading') perHeading.set(anchor.index, (perHeading.get(anchor.index) ?? 0) + 1);
  }
  const found = all > 0 ? [lens(top, say.linksHere(all))] : [];
  for (const [index, count] of [...perHeading].sort(([a], [b]) => a - b)) {
    const heading = note.headings[index]!;
    if (heading === title) continue;
    found.push(lens(rangeOf(note.lines, { start: heading.start, end: heading.start }), say.linksHere(count)));
  }
  return found;
}
