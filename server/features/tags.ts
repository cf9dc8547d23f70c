// Tags across the vault: `#a` also stands above `#a/b`, and letters of either case mean the same.
import type { Note, Tag } from '../parse/note.ts';
import { fold } from '../text/fold.ts';
import type { Span } from '../text/span.ts';
import type { Vault } from '../vault/vault.ts';

/** The tag at `offset` and where its name stands, without `#`; `undefined` where there is none. */
export function tagAt(note: Note, offset: number): { readonly tag: Tag; readonly span: Span } | undefined {
  for (const tag of note.tags) {
    const span = nameSpan(tag);
    if (span && tag.start <= offset && offset <= tag.end) return { tag, span };
  }
  return undefined;
}

/** Where the name stands, without `#`; `undefined` for a tag of the front matter whose place is not known. */
export function nameSpan({ name, start, end }: Tag): Span | undefined {
  const mark = end - start - name.length;
  return mark === 0 || mark === 1 ? { start: start + mark, end } : undefined;
}

/** Every note with the tag, or with one below it, and those tags. Looks at the tags of all notes. */
export function* tagged(vault: Vault, name: string): Generator<{ readonly note: Note; readonly tags: readonly Tag[] }> {
  const key = fold(name);
  const isIt = (tag: Tag) => {
    const own = fold(tag.name);
    return own === key || own.startsWith(`${key}/`);
  };
  for (const note of vault.allNotes()) {
    const tags = note.tags.filter(isIt);
    if (tags.length) yield { note, tags };
  }
}
