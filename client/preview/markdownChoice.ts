// What the user has chosen for VS Code's own Markdown preview: ours keeps to it. What is only VS Code's default is no choice.
import { type ConfigurationChangeEvent, type Uri, workspace } from 'vscode';
import type { MarkdownChoice } from '../../server/protocol.ts';

const section = 'markdown.preview';

/** The font for text; empty for VS Code's own, which the page has anyway. */
export function chosenFont(): string {
  return chosen<string>('fontFamily') ?? '';
}

export function fontChanges(change: ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration(`${section}.fontFamily`);
}

export function markdownChoice(note: Uri): MarkdownChoice {
  return {
    breaks: chosen<boolean>('breaks', note),
    typographer: chosen<boolean>('typographer', note),
    linkify: chosen<boolean>('linkify', note),
  };
}

export function markdownChoiceChanges(change: ConfigurationChangeEvent, note: Uri): boolean {
  return ['breaks', 'typographer', 'linkify'].some((name) => change.affectsConfiguration(`${section}.${name}`, note));
}

function chosen<T extends string | boolean>(name: string, note?: Uri): T | undefined {
  const found = workspace.getConfiguration(section, note).inspect<T>(name);
  return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
}
