// The routes of the views and of "Why does this link go there?": walks over the vault give way to other requests.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { backlinks, backlinksNeeds } from '../features/backlinks.ts';
import { explainLink } from '../features/explainLink.ts';
import { outgoingLinks } from '../features/outgoingLinks.ts';
import { mentionRow, namesToFind, placesIn } from '../features/unlinkedMentions.ts';
import { vaultHealth } from '../features/vaultHealth.ts';
import {
  type ExplainLinkParams,
  explainLinkRequest,
  type ViewParams,
  type ViewResult,
  type ViewRow,
  viewRequest,
} from '../protocol.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';
import { walkInSlices } from './slices.ts';

const batch = 64;
/** So many notes with mentions are listed; the search ends there. */
const mostMentioning = 100;

export function serveViews(connection: Connection, session: Session, answer: Answer, place: PlaceOf): void {
  const { vault } = session;
  const views = {
    async backlinks(uri: string) {
      const { settings } = session;
      const needs = { texts: backlinksNeeds(vault, uri, settings), images: [] };
      return session.withNeeds(needs, () => backlinks(vault, uri, settings));
    },
    async outgoingLinks(uri: string) {
      return outgoingLinks(vault, uri, session.settings);
    },
    unlinkedMentions: (uri: string, token: CancellationToken) => findMentions(session, uri, token),
    async vaultHealth(_uri: string, token: CancellationToken) {
      const walk = vaultHealth(vault, {
        settings: session.settings,
        language: session.language,
        withCode: (code) => session.problems.withCode(code),
        problemsOf: (note) => session.problems.of(note),
      });
      const rows = await walkInSlices(walk, session.turn, () => !token.isCancellationRequested);
      return rows ?? [];
    },
  };
  connection.onRequest<ViewResult, void>(viewRequest, (params: ViewParams, token: CancellationToken) =>
    answer<Exclude<ViewResult, null>>('view', () => {
      if (!Object.hasOwn(views, params.kind)) return undefined;
      if (!vault.isComplete) return 'reading';
      return views[params.kind](canonicalUri(params.uri ?? ''), token);
    }),
  );
  connection.onRequest(explainLinkRequest, ({ uri, line, character }: ExplainLinkParams) =>
    answer('explainLink', () =>
      explainLink(
        vault,
        place({ textDocument: { uri }, position: { line, character } }),
        session.settings,
        session.language,
      ),
    ),
  );
}

/** Reads the texts of all notes in batches: only while somebody looks at the view, and until nobody waits. */
async function findMentions(session: Session, uri: string, token: CancellationToken): Promise<ViewRow[]> {
  const { vault, settings } = session;
  const target = vault.files.get(uri);
  const names = namesToFind(vault, uri);
  if (!target || names.length === 0) return [];
  const notes = [...vault.allNotes()].filter((note) => {
    const file = vault.files.get(note.uri);
    return note.uri !== uri && file?.inWorkspace && vault.isNote(file);
  });
  const rows: ViewRow[] = [];
  for (let from = 0; from < notes.length; from += batch) {
    const texts = notes.slice(from, from + batch).map((note) => note.uri);
    await session.withNeeds({ texts, images: [] }, () => {
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
    if (token.isCancellationRequested || rows.length >= mostMentioning) break;
  }
  return rows;
}
