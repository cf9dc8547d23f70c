// What the command line says to people, in English and Russian.
import type { Language } from '../messages.ts';

const counted = (notes: number) => `${notes} ${notes === 1 ? 'note' : 'notes'}`;

const english = {
  help: `research-notes check [folder] [note ...] [options]    report what the editor would report, of the notes named only
  --format text|json|github|sarif   how (text)
  --level error|warning|information|hint
                                    findings from this level on are listed and end with exit code 1 (warning)
  --rule CODE[,CODE]                only these; CODE=SEVERITY also sets the severity, CODE=off leaves it out
  --since REF                       only what was not there in this Git revision
  --baseline FILE                   only what is not in this file; --update-baseline writes it
  --fix                             remove comments out of date, write inexact paths and names as they are;
                                    --rule also fixes other codes that have one sure fix
  --dry-run                         say what --fix would change, and change nothing
research-notes lsp --stdio                 the language server, for any editor
research-notes --version

Settings are read from FOLDER/.vscode/settings.json, as VS Code does.
Exit code: 0 nothing found, 1 something found, 2 could not run.
`,
  seeHelp: () => 'See: research-notes --help',
  unknownCommand: (name: string) => `“${name}” is no command.`,
  wrongOption: (option: string) => `${option} is no option, or its value is missing.`,
  oneFolder: () => 'One folder at a time, please, then the notes in it.',
  unknownValue: (option: string, value: string, known: readonly string[]) =>
    `“${value}” is no value of ${option}. Use one of: ${known.join(', ')}.`,
  noNote: (path: string) => `${path} is no note of this folder.`,
  leftOut: (path: string) => `${path} is left out: it lies in a folder that begins with a dot, or a rule excludes it.`,
  outside: (path: string, folder: string) => `${path} lies outside of “${folder}”, the folder that is checked.`,
  noFolder: (path: string) => `${path} is no folder that can be read.`,
  tooWide: (path: string) => `${path} is a home folder or a whole drive. Name the folder of your notes.`,
  badSettings: (path: string) => `${path} is not valid JSON; it is read as far as possible.`,
  wrongSetting: (name: string) => `The setting ${name} has a value of the wrong kind; its default is used.`,
  noGit: () => '--since needs Git and a folder inside a Git repository.',
  noRevision: (name: string) => `“${name}” is no revision of this repository.`,
  noBaseline: (path: string) => `${path} cannot be read. Write it first with --update-baseline.`,
  badBaseline: (path: string) => `${path} is no baseline of research-notes.`,
  needsBaseline: () => '--update-baseline needs --baseline FILE.',
  wholeBaseline: () => '--update-baseline writes all findings: leave out --rule, --since and single notes.',
  baselineWritten: (path: string, count: number) =>
    `${path}: ${count} ${count === 1 ? 'finding' : 'findings'} written.`,
  notRewritten: (path: string) => `${path}: left alone, since it is not UTF-8 or has changed meanwhile.`,
  readOnly: (path: string) => `${path}: left alone, since it is read-only.`,
  cannotWrite: (path: string, why: string) => `${path}: cannot be written (${why}).`,
  fixed: (edits: number, notes: number) => `${edits} fixed in ${counted(notes)}.`,
  wouldFix: (edits: number, notes: number) => `${edits} would be fixed in ${counted(notes)}.`,
  summary: (notes: number, counts: string) => `${counted(notes)}. ${counts ? `${counts}.` : 'Nothing to report.'}`,
  newOnly: (count: number, all: number) => `${count} new of ${all}.`,
  belowLevel: (level: string) => `None is listed: all are below --level ${level}.`,
};

type Words = typeof english;

const russian: Words = {
  help: `research-notes check [папка] [заметка ...] [параметры]    сообщает то же, что и редактор; о названных заметках
  --format text|json|github|sarif   в каком виде (text)
  --level error|warning|information|hint
                                    с какой важности показывать и завершаться кодом 1 (warning)
  --rule КОД[,КОД]                  только эти; КОД=ВАЖНОСТЬ задаёт и важность, КОД=off исключает код
  --since REF                       только то, чего не было в этой ревизии Git
  --baseline ФАЙЛ                   только то, чего нет в этом файле; --update-baseline записывает его
  --fix                             убрать устаревшие комментарии, записать неточные пути и имена как есть;
                                    с --rule исправляет и другие коды, у которых есть одно верное исправление
  --dry-run                         показать, что изменил бы --fix, и ничего не менять
research-notes lsp --stdio                  языковой сервер для любого редактора
research-notes --version

Настройки читаются из ПАПКА/.vscode/settings.json, как в VS Code.
Код завершения: 0 ничего не найдено, 1 найдено, 2 не удалось запустить.
`,
  seeHelp: () => 'Справка: research-notes --help',
  unknownCommand: (name) => `Команды «${name}» нет.`,
  wrongOption: (option) => `Параметра ${option} нет, или не хватает его значения.`,
  oneFolder: () => 'Укажите одну папку, затем заметки в ней.',
  unknownValue: (option, value, known) =>
    `Значение «${value}» не подходит для ${option}. Возможные: ${known.join(', ')}.`,
  noNote: (path) => `${path} — не заметка этой папки.`,
  leftOut: (path) => `${path} пропущен: он лежит в папке, имя которой начинается с точки, или исключён правилом.`,
  outside: (path, folder) => `${path} лежит вне проверяемой папки «${folder}».`,
  noFolder: (path) => `${path} — не папка, или её нельзя прочитать.`,
  tooWide: (path) => `${path} — домашняя папка или целый диск. Укажите папку с заметками.`,
  badSettings: (path) => `${path}: неверный JSON; прочитано то, что удалось.`,
  wrongSetting: (name) => `Значение настройки ${name} не подходит; взято значение по умолчанию.`,
  noGit: () => 'Для --since нужны Git и папка внутри репозитория Git.',
  noRevision: (name) => `Ревизии «${name}» в этом репозитории нет.`,
  noBaseline: (path) => `${path} не удаётся прочитать. Сначала запишите его: --update-baseline.`,
  badBaseline: (path) => `${path} — не список находок research-notes.`,
  needsBaseline: () => 'Для --update-baseline нужен --baseline ФАЙЛ.',
  wholeBaseline: () => '--update-baseline записывает все находки: уберите --rule, --since и отдельные заметки.',
  baselineWritten: (path, count) => `${path}: записано находок: ${count}.`,
  notRewritten: (path) => `${path}: не тронут: он не в UTF-8 или успел измениться.`,
  readOnly: (path) => `${path}: не тронут: он только для чтения.`,
  cannotWrite: (path, why) => `${path}: не удаётся записать (${why}).`,
  fixed: (edits, notes) => `Исправлено: ${edits}, заметок: ${notes}.`,
  wouldFix: (edits, notes) => `Было бы исправлено: ${edits}, заметок: ${notes}.`,
  summary: (notes, counts) => `Заметок: ${notes}. ${counts ? `${counts}.` : 'Замечаний нет.'}`,
  newOnly: (count, all) => `Новых: ${count} из ${all}.`,
  belowLevel: (level) => `Не показано ничего: всё ниже --level ${level}.`,
};

export function words(language: Language): Words {
  return language === 'ru' ? russian : english;
}
