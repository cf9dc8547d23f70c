// The task that runs `research-notes check` over a workspace folder, with its findings in the Problems panel.
import {
  type ExtensionContext,
  l10n,
  ProcessExecution,
  Task,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';

const type = 'research-notes';

/** What stands in `tasks.json`. */
interface Definition {
  readonly type: string;
  readonly task: string;
  /** Further arguments of `research-notes check`: `--since`, `HEAD`. */
  readonly args?: readonly string[];
}

export function registerCheckTask(context: ExtensionContext): void {
  const program = Uri.joinPath(context.extensionUri, 'dist/cli.js').fsPath;
  const taskFor = (folder: WorkspaceFolder, definition: Definition): Task => {
    const execution = new ProcessExecution(process.execPath, [program, 'check', ...(definition.args ?? [])], {
      cwd: folder.uri.fsPath,
      // In desktop VS Code the program of this process is the editor itself: this makes it be Node.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    const task = new Task({ ...definition }, folder, l10n.t('check notes'), type, execution, '$research-notes');
    task.detail = l10n.t('Reports what the editor reports, for the whole folder');
    return task;
  };
  context.subscriptions.push(
    tasks.registerTaskProvider(type, {
      provideTasks: () =>
        (workspace.workspaceFolders ?? [])
          .filter((folder) => folder.uri.scheme === 'file')
          .map((folder) => taskFor(folder, { type, task: 'check' })),
      resolveTask(task) {
        const definition = task.definition as Definition;
        const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0];
        if (definition.task !== 'check' || folder?.uri.scheme !== 'file') return undefined;
        // VS Code wants the definition that it gave, the very object.
        const own = taskFor(folder, definition);
        own.definition = task.definition;
        return own;
      },
    }),
  );
}
