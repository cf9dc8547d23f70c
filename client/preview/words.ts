// The words of the page's own controls, in the user's language.
import { l10n } from 'vscode';

export function pageWords(): Readonly<Record<string, string>> {
  return {
    cards: l10n.t('Cards'),
    list: l10n.t('List'),
    cardsOrList: l10n.t('Related notes as'),
    lock: l10n.t('Keep this note'),
    unlock: l10n.t('Follow the editor'),
    export: l10n.t('Export as HTML'),
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    loading: l10n.t('Reading notes…'),
    restarting: l10n.t('The language server is starting again; this is the page as it was.'),
    stopped: l10n.t('The language server is not running; this is the page as it was.'),
    large: l10n.t('This note is larger than 1 MB.'),
    renderNow: l10n.t('Render now'),
    absent: l10n.t('This note cannot be read any more.'),
    close: l10n.t('Close'),
    next: l10n.t('Next figure'),
    previous: l10n.t('Previous figure'),
    figure: l10n.t('Figure'),
    enlarge: l10n.t('Enlarge'),
    mathError: l10n.t('This formula cannot be read'),
    diagramLarge: l10n.t('This diagram is too large to be drawn.'),
    diagramError: l10n.t('This diagram cannot be drawn'),
  };
}
