// "920 notes" in the user's language, with the right plural.
import { env, l10n } from 'vscode';

export function countedNotes(count: number): string {
  const shown = new Intl.NumberFormat(env.language).format(count);
  switch (new Intl.PluralRules(env.language).select(count)) {
    case 'one':
      return l10n.t('{0} note', shown);
    case 'few':
      // English has no such form: the comment makes it a text of its own for the translators.
      return l10n.t({ message: '{0} notes', args: [shown], comment: ['few'] });
    default:
      return l10n.t('{0} notes', shown);
  }
}
