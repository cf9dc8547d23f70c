// Pasting and dropping: images get a place, a name and a caption; links of text from another note go on leading there.
import {
  type CancellationToken,
  type DataTransfer,
  DataTransferItem,
  Disposable,
  DocumentDropEdit,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentSelector,
  l10n,
  languages,
  Position,
  SnippetString,
  type TextDocument,
  Uri,
  WorkspaceEdit,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DroppedLinksParams,
  type DroppedLinksResult,
  droppedLinksRequest,
  type ImagePlacesParams,
  type ImagePlacesResult,
  imagePlacesRequest,
  type PastedTextParams,
  pastedTextRequest,
} from '../server/protocol.ts';
import { workspacePlace } from './workspacePlace.ts';

const imageKind = DocumentDropOrPasteEditKind.Empty.append('markdown', 'image', 'researchNotes');
const linkKind = DocumentDropOrPasteEditKind.Empty.append('markdown', 'link', 'researchNotes');
const textKind = DocumentDropOrPasteEditKind.Text.append('updateLinks', 'researchNotes');
/** Remembers of copied text where it comes from, as JSON of `Source`. */
const sourceType = 'application/vnd.research-notes.source';
const uriList = 'text/uri-list';
const imageTypes: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/bmp': '.bmp',
  'image/svg+xml': '.svg',
};

/** Where copied text comes from. */
interface Source {
  readonly uri: string;
  /** A whole line. Where nothing was selected, VS Code copies its end too, and pastes it above the line with the cursor. */
  readonly isLine: boolean;
}

/** What was pasted or dropped, written: a snippet, and the files that it needs. */
interface Written {
  readonly snippet: SnippetString;
  readonly files: WorkspaceEdit;
}

export function registerPaste(client: BaseLanguageClient, selector: DocumentSelector): Disposable {
  return Disposable.from(
    languages.registerDocumentPasteEditProvider(
      selector,
      {
        prepareDocumentPaste: (document, ranges, data) => {
          const [range] = ranges;
          const isLine = ranges.length === 1 && document.lineAt(range!.start).range.isEqual(range!);
          const source: Source = { uri: document.uri.toString(), isLine };
          data.set(sourceType, new DataTransferItem(JSON.stringify(source)));
        },
        provideDocumentPasteEdits: async (document, ranges, data, __, token) => {
          const images = await writtenImages(client, document, data, token);
          if (images) {
            const edit = new DocumentPasteEdit(images.snippet, l10n.t('Insert the image with a caption'), imageKind);
            edit.additionalEdit = images.files;
            return [edit];
          }
          // Of several cursors each may get a line of its own, which no edit of ours can say.
          const [range, ...others] = ranges;
          if (!range || others.length > 0) return undefined;
          const moved = await movedText(client, document, data, token);
          if (!moved) return undefined;
          const edit = new DocumentPasteEdit(moved.text, l10n.t('Paste, and keep the links right'), textKind);
          if (moved.isLine && range.isEmpty) {
            edit.insertText = '';
            edit.additionalEdit = new WorkspaceEdit();
            edit.additionalEdit.insert(document.uri, new Position(range.start.line, 0), moved.text);
          }
          return [edit];
        },
      },
      {
        providedPasteEditKinds: [imageKind, textKind],
        copyMimeTypes: [sourceType],
        pasteMimeTypes: ['image/*', 'files', sourceType, 'text/plain'],
      },
    ),
    languages.registerDocumentDropEditProvider(
      selector,
      {
        provideDocumentDropEdits: async (document, _, data, token) => {
          const images = await writtenImages(client, document, data, token);
          if (!images) {
            const links = await linksToFiles(client, document, data, token);
            return links === undefined ? undefined : new DocumentDropEdit(links, l10n.t('Insert a link'), linkKind);
          }
          const edit = new DocumentDropEdit(images.snippet, l10n.t('Insert the image with a caption'), imageKind);
          edit.additionalEdit = images.files;
          return edit;
        },
      },
      { providedDropEditKinds: [imageKind, linkKind], dropMimeTypes: ['image/*', 'files', uriList] },
    ),
  );
}

/** Files that come from outside of the workspace; what lies in it already is linked to. */
async function writtenImages(
  client: BaseLanguageClient,
  document: TextDocument,
  data: DataTransfer,
  token: CancellationToken,
): Promise<Written | undefined> {
  const found = [...data].flatMap(([type, item]) => {
    const ending = imageTypes[type];
    const file = ending === undefined ? undefined : item.asFile();
    if (!file || (file.uri && workspacePlace(file.uri.toString()))) return [];
    // The clipboard calls every picture `image.png`: that says nothing.
    const name = file.name === '' || /^image\.\w+$/i.test(file.name) ? ending! : file.name;
    return [{ name, file }];
  });
  if (found.length === 0 || !client.isRunning()) return undefined;
  const params: ImagePlacesParams = { uri: document.uri.toString(), names: found.map(({ name }) => name) };
  const places = await client.sendRequest<ImagePlacesResult | null>(imagePlacesRequest, params, token);
  const files = new WorkspaceEdit();
  const texts: string[] = [];
  for (const [index, place] of (places ?? []).entries()) {
    const target = place ? workspacePlace(place.uri) : undefined;
    if (!place || !target) continue;
    files.createFile(target.uri, { overwrite: false, contents: found[index]!.file });
    // Each image has placeholders of its own; those in a path are escaped.
    texts.push(place.snippet.replace(/(?<!\\)\$\{1\}/, `$\{${texts.length + 1}}`).replace(/\$0$/, ''));
  }
  return texts.length > 0 ? { snippet: new SnippetString(texts.join('\n\n')), files } : undefined;
}

/** Files of the workspace, as the explorer gives them; `undefined` where one is none of the vault's. */
async function linksToFiles(
  client: BaseLanguageClient,
  document: TextDocument,
  data: DataTransfer,
  token: CancellationToken,
): Promise<string | undefined> {
  const given = (await data.get(uriList)?.asString()) ?? '';
  const files = given.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  if (files.length === 0 || !client.isRunning() || !files.every((file) => workspacePlace(file))) return undefined;
  const params: DroppedLinksParams = { uri: document.uri.toString(), files };
  const links = await client.sendRequest<DroppedLinksResult | null>(droppedLinksRequest, params, token);
  return links?.every((link) => link !== null) ? links.join(' ') : undefined;
}

async function movedText(
  client: BaseLanguageClient,
  document: TextDocument,
  data: DataTransfer,
  token: CancellationToken,
): Promise<{ readonly text: string; readonly isLine: boolean } | undefined> {
  const { uri: from, isLine } = sourceIn((await data.get(sourceType)?.asString()) ?? '');
  const text = await data.get('text/plain')?.asString();
  const to = document.uri.toString();
  if (!from || !text || from === to || !client.isRunning()) return undefined;
  // Nothing that could lead anywhere: the server need not be asked.
  if (!/\[|<\w/.test(text) || Uri.parse(from).scheme === 'untitled') return undefined;
  const params: PastedTextParams = { from, to, text };
  const moved = await client.sendRequest<string | null>(pastedTextRequest, params, token);
  return moved === null ? undefined : { text: moved, isLine: isLine === true && /^[^\r\n]*\r?\n$/.test(moved) };
}

/** What another version put on the clipboard may say it otherwise. */
function sourceIn(text: string): Partial<Source> {
  try {
    const source: unknown = JSON.parse(text);
    const { uri, isLine } = (source ?? {}) as Partial<Record<keyof Source, unknown>>;
    return typeof uri === 'string' ? { uri, isLine: isLine === true } : {};
  } catch {
    return {};
  }
}
