// The server leaves out what `files.exclude` hides: it hears of it when it starts, and of every change.
import { Disposable, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { excludesNotification } from '../server/protocol.ts';
import { tellServer } from './askServer.ts';

export class Excludes {
  /** As the server knows them. */
  private known: readonly string[] = [];

  /** For the options of a server that starts. */
  atStart(): string[] {
    const now = excludes();
    this.known = now;
    return now;
  }

  /** What changes while a server starts is told once it runs. */
  listen(client: BaseLanguageClient): Disposable {
    const tell = () => {
      if (!client.isRunning() || String(excludes()) === String(this.known)) return;
      void tellServer(client, excludesNotification, this.atStart());
    };
    return Disposable.from(
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('files.exclude') && tell()),
      client.onDidChangeState(({ newState }) => newState === State.Running && tell()),
    );
  }
}

/** The globs that are switched on; one with a `when` clause depends on siblings and is left out. */
function excludes(): string[] {
  const globs = workspace.getConfiguration('files').get<Record<string, unknown>>('exclude', {});
  return Object.keys(globs).filter((glob) => globs[glob] === true);
}
