// The routes of what makes a note pleasant to look at and to write in: colours, lenses, hints, pasted images and text.
import {
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { codeLenses } from '../features/codeLenses.ts';
import { droppedLinks } from '../features/droppedLinks.ts';
import { imagePlace } from '../features/imagePlace.ts';
import { inlayHints } from '../features/inlayHints.ts';
import { pastedText } from '../features/pastedText.ts';
import { semanticTokens, tokenLegend } from '../features/semanticTokens.ts';
import {
  type DroppedLinksParams,
  droppedLinksRequest,
  type ImagePlacesParams,
  imagePlacesRequest,
  type PastedTextParams,
  pastedTextRequest,
} from '../protocol.ts';
import { offsetAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { canonicalUri } from '../text/uri.ts';
import { actionOptions, today } from './actionRoutes.ts';
import type { Answer } from './routes.ts';
import type { Session } from './session.ts';

export const comfortCapabilities: ServerCapabilities = {
  semanticTokensProvider: { legend: tokenLegend, full: true, range: true },
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: true,
};

/** What the client can be told to ask for anew, because other notes have changed. */
export function refreshable({ workspace }: ClientCapabilities): string[] {
  return [
    ...(workspace?.semanticTokens?.refreshSupport ? ['workspace/semanticTokens/refresh'] : []),
    ...(workspace?.codeLens?.refreshSupport ? ['workspace/codeLens/refresh'] : []),
    ...(workspace?.inlayHint?.refreshSupport ? ['workspace/inlayHint/refresh'] : []),
  ];
}

export function serveComfort(connection: Connection, session: Session, answer: Answer): void {
  const { vault } = session;
  const spanOf = (uri: string, { start, end }: Range): Span => {
    const note = vault.note(uri);
    const text = vault.text(uri);
    if (!note) return { start: 0, end: 0 };
    return { start: offsetAt(note.lines, start, note.length, text), end: offsetAt(note.lines, end, note.length, text) };
  };
  /** An editor lays colours over the text that it asked about: of a newer one they would lie beside their words. */
  const tokens = async (name: string, address: string, span: (uri: string) => Span | undefined) => {
    const uri = canonicalUri(address);
    const asked = session.typedVersion(uri);
    const found = await answer(name, () => {
      if (session.documentOf(uri).version !== asked) throw new ResponseError(LSPErrorCodes.ContentModified, name);
      return semanticTokens(vault, uri, session.settings, span(uri));
    });
    return found ?? { data: [] };
  };
  connection.languages.semanticTokens.on(({ textDocument }) =>
    tokens('semanticTokens', textDocument.uri, () => undefined),
  );
  connection.languages.semanticTokens.onRange(({ textDocument, range }) =>
    tokens('semanticTokens/range', textDocument.uri, (uri) => spanOf(uri, range)),
  );
  connection.onCodeLens(({ textDocument }) =>
    answer('codeLens', () =>
      codeLenses(vault, canonicalUri(textDocument.uri), {
        settings: session.settings,
        language: session.language,
        commands: session.options.commands === true,
      }),
    ),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    answer('inlayHint', () => {
      const uri = canonicalUri(textDocument.uri);
      return inlayHints(vault, uri, spanOf(uri, range), session.settings);
    }),
  );
  connection.onRequest(imagePlacesRequest, ({ uri, names }: ImagePlacesParams) =>
    answer('imagePlaces', () => {
      const taken: string[] = [];
      return names.map((name) => {
        const place = imagePlace(vault, canonicalUri(uri), name, today(), session.settings, taken);
        if (place) taken.push(place.uri);
        return place ?? null;
      });
    }),
  );
  connection.onRequest(droppedLinksRequest, ({ uri, files }: DroppedLinksParams) =>
    answer('droppedLinks', () =>
      droppedLinks(vault, canonicalUri(uri), files.map(canonicalUri), session.settings, session.loader.style),
    ),
  );
  connection.onRequest(pastedTextRequest, ({ from, to, text }: PastedTextParams) =>
    answer('pastedText', () => pastedText(vault, canonicalUri(from), canonicalUri(to), text, actionOptions(session))),
  );
}
