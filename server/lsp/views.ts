// What the views show, and "Why does this link go there?": walks over the vault give way to other requests.
import type { CancellationToken } from 'vscode-languageserver';
import { backlinks, backlinksNeeds } from '../features/backlinks.ts';
import { explainLink } from '../features/explainLink.ts';
import { outgoingLinks } from '../features/outgoingLinks.ts';
import { mentionRow, namesToFind, placesIn } from '../features/unlinkedMentions.ts';
import { vaultHealth } from '../features/vaultHealth.ts';
import type { ViewParams, ViewRow } from '../protocol.ts';
import type { Place } from '../text/span.ts';
import type { Session } from './session.ts';
import { walkInSlices } from './slices.ts';

const batch = 64;
/** So many notes with mentions are listed; the search ends there. */
const mostMentioning = 100;

/** The rows of a view; `undefined` for a view that there is not. */
export async function view(
  session: Session,
  kind: ViewParams['kind'],
  uri: string,
  token: CancellationToken,
): Promise<readonly ViewRow[] | undefined> {
  const { vault, settings, language } = session;
  switch (kind) {
    case 'backlinks': {
      const needs = { texts: backlinksNeeds(vault, uri, settings) };
      return session.withNeeds(needs, () => backlinks(vault, uri, settings));
    }
    case 'outgoingLinks':
      return outgoingLinks(vault, uri, settings);
    case 'unlinkedMentions':
      return findMentions(session, uri, token);
    case 'vaultHealth': {
      // Half a vault would be called ill for what the other half holds.
      if (!vault.isComplete) return [];
      const walk = vaultHealth(vault, {
        settings,
        language,
        withCode: (code) => session.problems.withCode(code),
        problemsOf: (note) => session.problems.of(note),
      });
      return (await walkInSlices(walk, session.turn, () => !token.isCancellationRequested)) ?? [];
    }
    default:
      return undefined;
  }
}

export function explain({ vault, settings, language }: Session, place: Place): ReturnType<typeof explainLink> {
  return explainLink(vault, place, settings, language);
}

/** Reads the texts of all notes in batches: only while somebody looks at the view, and until nobody waits. */
async function findMentions(session: Session, uri: string, token: CancellationToken): Promise<ViewRow[]> {
  const { vault, settings } = session;
  const target = vault.files.get(uri);
  const names = namesToFind(vault, uri);
  if (!target || !names) return [];
  const notes = [...vault.allNotes()].filter((note) => {
    const file = vault.files.get(note.uri);
    return note.uri !== uri && file?.inWorkspace && vault.isNote(file);
  });
  const rows: ViewRow[] = [];
  for (let from = 0; from < notes.length; from += batch) {
    const texts = notes.slice(from, from + batch).map((note) => note.uri);
    await session.withNeeds({ texts }, () => {
      for (const source of texts) {
        const note = vault.note(source);
        const text = vault.text(source);
        // A text that changed since it was read into the index has other places.
        if (!note || text?.length !== note.length) continue;
        const places = placesIn(note, text, names);
        const row = mentionRow(vault, target, note, text, places, settings, session.loader.style);
        if (row) rows.push(row);
      }
    });
    await session.turn();
    if (token.isCancellationRequested) break;
    if (rows.length >= mostMentioning) {
      if (from + batch < notes.length) rows.push({ label: '', icon: 'more' });
      break;
    }
  }
  return rows;
}
