// The routes of completion: what a list needs is read first, and ids of blocks are written after a row was chosen.
import { type CancellationToken, type Connection, MessageType } from 'vscode-languageserver';
import { type BlockIdArguments, writeBlockId } from '../features/blockTargets.ts';
import { completion, completionDocumentation, completionNeeds, completionSources } from '../features/completion.ts';
import type { CompletionData } from '../features/completionItems.ts';
import { reasonNeeds, withReasons } from '../features/relatedReason.ts';
import { messages } from '../messages.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';

/**
 * Characters after which the list inside `[[` must be asked for again: Markdown has quick suggestions off, so the editor
 * closes the list wherever a word ends, and an underscore ends one too.
 */
export const triggerCharacters = [..."[|#^/ -.:(,_&+!?'@—–«»;<"];
export const writeBlockIdCommand = 'researchNotes.writeBlockId';

/** So many notes about images are read for one list; the next goes on. */
const mostImageNotes = 3000;
const imageNotesAtOnce = 64;

export function serveCompletion(connection: Connection, session: Session, answer: Answer, place: PlaceOf): void {
  const { vault, search } = session;
  connection.onCompletion((params, token) =>
    answer('completion', async () => {
      const at = place(params);
      const { names, images, texts } = completionSources(vault, at, session.settings);
      if (names && !(await session.searchNames.wait(token, vault.isComplete ? at.uri : undefined))) return undefined;
      if (images && !(await prepareImages(session, token))) return undefined;
      const options = {
        settings: session.settings,
        language: session.language,
        style: session.loader.style,
        snippets: session.hasSnippets,
        besideMarkdown: session.options.commands === true,
        images: session.images,
      };
      const list = await session.withNeeds({ texts }, () => completion(vault, search, place(params), options));
      if (!list) return undefined;
      const needs = reasonNeeds(list.items);
      if (!needs.texts?.length) return list;
      return session.withNeeds(needs, () => ({ ...list, items: withReasons(vault, list.items) }));
    }),
  );
  connection.onCompletionResolve(async (item) => {
    const data = item.data as CompletionData | undefined;
    if (!data) return item;
    const value = await answer('completion/resolve', () =>
      session.withNeeds(completionNeeds(vault, data, session.cardOptions), () =>
        completionDocumentation(vault, data, session.cardOptions),
      ),
    );
    return value ? { ...item, documentation: { kind: 'markdown', value } } : item;
  });
  connection.onExecuteCommand(({ command, arguments: given }) =>
    answer(command, async () => {
      if (command === writeBlockIdCommand) await writeChosenBlockId(connection, session, given);
    }),
  );
}

/** The list is chosen from and its link written; now the block it names gets its id. */
async function writeChosenBlockId(connection: Connection, session: Session, given: unknown): Promise<void> {
  if (!isBlockId(given)) return;
  const [address, written, id] = given;
  const uri = canonicalUri(address);
  const { vault } = session;
  if (!vault.isAllowed(vault.files.get(uri)?.path ?? '')) return;
  const edit = await session.basedEdit(
    () => [uri],
    () => {
      const change = writeBlockId(vault, [uri, written, id], session.documentOf(uri));
      return change && { documentChanges: [change] };
    },
  );
  const applied = edit && (await connection.workspace.applyEdit(edit));
  if (applied?.applied) return;
  const title = vault.titleOf(vault.files.get(uri)!);
  void connection.sendNotification('window/showMessage', {
    type: MessageType.Warning,
    message: messages(session.language).blockIdNotWritten(`^${id}`, title),
  });
}

function isBlockId(given: unknown): given is BlockIdArguments {
  return Array.isArray(given) && given.length === 3 && given.every((one) => typeof one === 'string');
}

async function prepareImages(session: Session, token: CancellationToken): Promise<boolean> {
  for (let read = 0; read < mostImageNotes; read += imageNotesAtOnce) {
    const texts = session.images.pending(imageNotesAtOnce);
    if (texts.length === 0) return true;
    await session.withNeeds({ texts }, () => {
      for (const uri of texts) session.images.take(uri);
    });
    await session.turn();
    if (token.isCancellationRequested) return false;
  }
  return true;
}
