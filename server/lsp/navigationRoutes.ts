// The routes of what lies at a place in a note: where it leads, who else says it, and what it looks like.
import type { Connection } from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { documentHighlight } from '../features/documentHighlight.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { formulaHover, formulaToHover } from '../features/formulaHover.ts';
import { hover, hoverNeeds } from '../features/hover.ts';
import { references } from '../features/references.ts';
import type { DrawFormula } from '../render/drawFormula.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer, Environment, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';
import { walkInSlices } from './slices.ts';

export function serveNavigation(
  connection: Connection,
  session: Session,
  environment: Pick<Environment, 'drawFormula'>,
  answer: Answer,
  place: PlaceOf,
): void {
  const { vault } = session;
  /** Without it a formula is shown as it is written. */
  const formulaDrawer = async (): Promise<DrawFormula | undefined> => {
    if (session.cardOptions.images === 'none') return undefined;
    return environment.drawFormula(connection).catch((error) => {
      connection.console.warn(`formulas: ${String(error)}`);
      return undefined;
    });
  };
  connection.onDefinition((params) =>
    answer('definition', () => definition(vault, place(params), session.settings, session.options.commands === true)),
  );
  connection.onReferences((params, token) =>
    answer('references', async () => {
      await session.readSoon();
      const walk = references(vault, place(params), params.context.includeDeclaration, session.settings);
      return walkInSlices(walk, session.turn, () => !token.isCancellationRequested);
    }),
  );
  connection.onDocumentHighlight((params) =>
    answer('documentHighlight', () => documentHighlight(vault, place(params), session.settings)),
  );
  connection.onHover((params) =>
    answer('hover', async () => {
      const draw = formulaToHover(vault, place(params)) ? await formulaDrawer() : undefined;
      // The note may have been changed meanwhile.
      const at = place(params);
      const formula = formulaToHover(vault, at);
      if (formula) return formulaHover(vault, at.uri, formula, session.language, draw);
      return session.withNeeds(hoverNeeds(vault, at, session.cardOptions), () => hover(vault, at, session.cardOptions));
    }),
  );
  connection.onDocumentLinks((params) =>
    answer('documentLink', () =>
      documentLinks(vault, canonicalUri(params.textDocument.uri), session.options.commands !== true, session.settings),
    ),
  );
}
