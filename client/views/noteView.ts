// A tree view that one request of the server fills; asked again when the note or the vault changes, while it is visible.
import {
  CancellationTokenSource,
  type Event,
  EventEmitter,
  l10n,
  Range,
  type TextEditor,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ViewKind, type ViewParams, type ViewResult, type ViewRow, viewRequest } from '../../server/protocol.ts';
import { askAgain } from '../askServer.ts';

/** Views follow typing at this distance (ms): nobody reads them while writing. */
const afterChange = 400;

const icons: Record<NonNullable<ViewRow['icon']>, ThemeIcon> = {
  note: new ThemeIcon('note'),
  index: new ThemeIcon('list-tree'),
  missing: new ThemeIcon('question'),
  image: new ThemeIcon('file-media'),
  file: new ThemeIcon('file'),
  web: new ThemeIcon('globe'),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  information: new ThemeIcon('info'),
  more: new ThemeIcon('ellipsis'),
};

export interface NoteViewOptions {
  readonly kind: ViewKind;
  readonly client: BaseLanguageClient;
  readonly onVaultChanged: Event<void>;
  /** The URI of the note that a page in sight shows. */
  readonly noteOfPage: () => string | undefined;
  /** What is said where there is no row. */
  readonly empty: string;
}

export class NoteView implements TreeDataProvider<ViewRow> {
  private readonly options: NoteViewOptions;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<ViewRow>;
  private rows: readonly ViewRow[] = [];
  /** The note that the rows are about. */
  private shown: string | undefined;
  private asking: CancellationTokenSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly parts: { dispose(): unknown }[];

  constructor(options: NoteViewOptions) {
    this.options = options;
    this.view = window.createTreeView(`researchNotes.${options.kind}`, { treeDataProvider: this });
    const followsNote = options.kind !== 'vaultHealth';
    this.parts = [
      this.view,
      this.changed,
      options.onVaultChanged(() => this.later()),
      this.view.onDidChangeVisibility(() => this.later(0)),
      ...(followsNote ? [window.onDidChangeActiveTextEditor(() => this.later(0))] : []),
    ];
    this.later(0);
  }

  getTreeItem(row: ViewRow): TreeItem {
    const hasChildren = row.children !== undefined && row.children.length > 0;
    // Groups of the vault are long: each is opened by its reader.
    const opened =
      this.options.kind === 'vaultHealth' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
    const label = row.icon === 'more' ? moreText(row) : row.label;
    const shown = row.highlight ? { label, highlights: [[...row.highlight] as [number, number]] } : label;
    const item = new TreeItem(shown, hasChildren ? opened : TreeItemCollapsibleState.None);
    if (row.detail !== undefined) item.description = row.detail;
    if (row.icon) item.iconPath = icons[row.icon];
    item.tooltip = [label, row.detail, row.link?.newText].filter(Boolean).join('\n');
    if (row.link) item.contextValue = 'mention';
    if (row.uri !== undefined && !(hasChildren && this.options.kind === 'vaultHealth')) {
      const range = row.range && rangeOf(row.range);
      const options = range ? { selection: range, preview: true } : { preview: true };
      item.command = { command: 'vscode.open', title: '', arguments: [Uri.parse(row.uri), options] };
    }
    return item;
  }

  getChildren(row?: ViewRow): ViewRow[] {
    return [...(row ? (row.children ?? []) : this.rows)];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    for (const part of this.parts) part.dispose();
  }

  private later(delay = afterChange): void {
    clearTimeout(this.timer);
    // Nobody waits for a view that is hidden; it asks when it is shown again.
    if (!this.view.visible) return this.asking?.cancel();
    this.timer = setTimeout(() => void this.refresh(), delay);
  }

  private async refresh(): Promise<void> {
    const uri = this.noteInSight();
    if (this.options.kind !== 'vaultHealth' && uri === undefined) {
      this.view.message = l10n.t('Open a note to see this.');
      return;
    }
    this.asking?.cancel();
    const asking = new CancellationTokenSource();
    this.asking = asking;
    const params: ViewParams = { kind: this.options.kind, ...(uri === undefined ? {} : { uri }) };
    const ask = () => this.options.client.sendRequest<ViewResult>(viewRequest, params, asking.token);
    const answer = await askAgain(ask).catch(() => (this.options.client.isRunning() ? null : 'absent'));
    if (!asking.token.isCancellationRequested) this.show(answer, params.uri);
  }

  /** That of the editor. Where a page or a panel has the focus, that of the page, or of an editor beside it. */
  private noteInSight(): string | undefined {
    const noteOf = (editor: TextEditor | undefined) =>
      editor?.document.languageId === 'markdown' ? editor.document.uri.toString() : undefined;
    const beside = window.visibleTextEditors.map(noteOf);
    return (
      noteOf(window.activeTextEditor) ??
      this.options.noteOfPage() ??
      (beside.includes(this.shown) ? this.shown : beside.find(Boolean)) ??
      this.shown
    );
  }

  /** What was shown about the same note stays until there is something to say. */
  private show(answer: ViewResult | 'absent', uri: string | undefined): void {
    const isSame = this.options.kind === 'vaultHealth' || this.shown === uri;
    this.shown = uri;
    const isAnswered = answer !== null && typeof answer !== 'string';
    const rows = isAnswered ? answer : isSame ? this.rows : [];
    this.view.message = rows.length > 0 ? '' : isAnswered ? this.options.empty : waiting(answer);
    if (rows === this.rows || (rows.length > 0 && JSON.stringify(rows) === JSON.stringify(this.rows))) return;
    this.rows = rows;
    this.changed.fire();
  }
}

/** What is said while nothing is known. */
function waiting(answer: 'reading' | 'absent' | null): string {
  if (answer === 'reading') return l10n.t('The notes are being read.');
  if (answer === 'absent') return l10n.t('The language server is not running.');
  return l10n.t('This could not be found out. The output of Research Notes says why.');
}

export function rangeOf({ start, end }: NonNullable<ViewRow['range']>): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function moreText({ total }: ViewRow): string {
  return total === undefined ? l10n.t('and more') : l10n.t('and {0} more', total);
}
