// The server as a process of Node: `--stdio`, `--node-ipc` or `--socket=PORT`.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { givenUp } from './lsp/givenUp.ts';
import { nodeFiles } from './lsp/nodeFiles.ts';
import { nodeTurn } from './lsp/nodeTurn.ts';
import { serve } from './lsp/routes.ts';
import { optimiseLate, readingNotes, stayYoungAndSmall, waitForNotes } from './lsp/tuning.ts';

optimiseLate();
waitForNotes();
stayYoungAndSmall();
const connection = createConnection(ProposedFeatures.all, givenUp);
// stdout belongs to the protocol: a stray print would break it.
console.log = console.error;
serve(connection, {
  localFiles: nodeFiles,
  turn: nodeTurn,
  readingNotes,
  drawFormula: async () => (await import('./render/drawFormula.ts')).drawFormula,
});
