// Renames, and files that are moved, created or deleted: each a plan of the features, made into an edit by the session.
import { createFiles } from '../features/createFiles.ts';
import { deleteFiles } from '../features/deleteFiles.ts';
import { markdownElsewhere } from '../features/markdownElsewhere.ts';
import { moveFiles } from '../features/moveFiles.ts';
import type { FileRename } from '../features/plan.ts';
import { prepareRename } from '../features/prepareRename.ts';
import { type RenameOptions, rename, renamedPath, renameFile } from '../features/rename.ts';
import { messages } from '../messages.ts';
import type { Note } from '../parse/note.ts';
import type { Place } from '../text/span.ts';
import { uriOf } from '../text/uri.ts';
import type { BasedEdit } from './edits.ts';
import type { Session } from './session.ts';

export function renameRange({ vault, settings }: Session, place: Place): ReturnType<typeof prepareRename> {
  return prepareRename(vault, place, settings);
}

/** @param note as it was when the place was meant: in another text something else may stand there */
export async function renameAt(
  session: Session,
  place: Place,
  note: Note | undefined,
  name: string,
): Promise<BasedEdit | undefined> {
  const options = await optionsOf(session);
  return session.edit(() => {
    if (session.vault.note(place.uri) !== note) return { refused: messages(session.language).notesChanged() };
    return rename(session.vault, place, name, options);
  });
}

export async function renameNote(session: Session, path: string, name: string): Promise<BasedEdit | undefined> {
  const options = await optionsOf(session);
  return session.edit(() => renameFile(session.vault, path, name.trim(), options));
}

/** Why a note cannot have a name; `undefined` where it can, as far as can be told before all links are looked at. */
export async function nameProblem(session: Session, path: string, name: string): Promise<string | undefined> {
  const { vault, language } = session;
  const renamed = renamedPath(vault, path, name.trim(), language);
  if (typeof renamed !== 'string') return renamed.refused;
  const isTaken = renamed !== path && (await session.isTaken({ from: uriOf(path), to: uriOf(renamed) }));
  return isTaken ? messages(language).nameTaken(vault.displayPath(renamed)) : undefined;
}

export async function willRename(session: Session, renames: readonly FileRename[]): Promise<BasedEdit | undefined> {
  const options = await optionsOf(session);
  const { fileRenames, versions } = session.editAbilities;
  return session.editAround(() => moveFiles(session.vault, renames, { ...options, alone: !(fileRenames && versions) }));
}

export function willCreate(session: Session, uris: readonly string[]): Promise<BasedEdit | undefined> {
  return session.editAround(() => createFiles(session.vault, uris, session.settings));
}

/** Only warns: links to what is gone are reported, not taken away. */
export function willDelete(session: Session, uris: readonly string[]): undefined {
  session.warn(deleteFiles(session.vault, uris, session.settings, session.language));
}

async function optionsOf(session: Session): Promise<RenameOptions> {
  const setting = await session.clientSettings.linkUpdates();
  const { settings, language } = session;
  return { settings, language, markdownElsewhere: (renames) => markdownElsewhere(setting, renames) };
}
