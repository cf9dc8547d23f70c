// Every sentence the server says to a person, in English and Russian. Users read these: what, where, what to do.

export type Language = 'en' | 'ru';

/** English for any language but Russian. */
export function languageOf(locale: string | undefined): Language {
  return /^ru(?:$|[-_.])/i.test(locale ?? '') ? 'ru' : 'en';
}

const english = {
  missingNote: (name: string) => `Note not found: “${name}”`,
  folderWithoutIndex: (name: string) => `Folder “${name}” has no index`,
  missingFile: (name: string) => `File not found: “${name}”`,
  missingImage: (name: string) => `Image not found: “${name}”`,
  missingHeading: (heading: string, note: string) => `No heading “${heading}” in “${note}”`,
  missingBlock: (block: string, note: string) => `No block “${block}” in “${note}”`,
  ambiguous: (name: string, count: number) => `“${name}” names ${count} notes`,
  candidate: (path: string) => `One of them: ${path}`,
  imprecise: (path: string) => `Found as “${path}”; the written path does not exist`,
  staleImage: () => 'The image exists; this comment is out of date',
  staleLink: () => 'The linked note exists; this comment is out of date',
  caseDiffers: (name: string) => `Differs in case from “${name}”: breaks on case-sensitive systems`,
  duplicateHeading: (heading: string) => `A second heading “${heading}”: links lead to the first one`,
  duplicateBlock: (block: string) => `A second block “${block}”: links lead to the first one`,
  frontMatter: (reason: string) => `Front matter cannot be read: ${reason}`,
  tooLarge: (megabytes: number, limit: number) =>
    `This note is not indexed: it is ${megabytes} MB large, and the limit is ${limit} MB`,
  notText: () => 'This note is not indexed: it is not text',
  notParsed: () => 'This note is not indexed: it could not be read',
  outside: (path: string) => `“${path}” lies outside the workspace and is not looked at`,
  fixChangeTo: (name: string, title: string) => (title ? `Change to “${name}” (${title})` : `Change to “${name}”`),
  fixCreateNote: (path: string) => `Create note “${path}”`,
  fixCreateIndex: (path: string) => `Create “${path}”`,
  fixWritePath: (path: string) => `Write the path as “${path}”`,
  fixRemoveComment: () => 'Remove this comment',
  fixRemoveComments: (count: number) => `Remove all ${count} such comments in this note`,
  fixSilenceLine: (code: string) => `Say nothing about this line (${code})`,
  unwritten: () => 'not written yet',
  wantedBy: (count: number) => (count === 1 ? 'wanted by 1 note' : `wanted by ${count} notes`),
  figures: (count: number) => (count === 1 ? '1 figure' : `${count} figures`),
  backlinks: (count: number) => (count === 1 ? '1 backlink' : `${count} backlinks`),
  usedIn: (count: number) => (count === 1 ? 'used in 1 note' : `used in ${count} notes`),
  pixels: (width: number, height: number) => `${width} × ${height} px`,
  size: (bytes: number) => byteSize(bytes, 'B', 'KB', 'MB', '.'),
  textInImage: () => 'Text in the image',
  noteNotWritten: (name: string) => `“${name}” is not written yet`,
  alsoWantedBy: () => 'Wanted by',
  andMore: (count: number) => `and ${count} more`,
  rootWorkspace: () => 'the workspace folder',
  rootSetting: () => 'from the setting researchNotes.contentRoots',
  rootMkdocs: () => 'docs_dir of mkdocs.yml',
  rootInferred: (own: number, next: number) =>
    `inferred: ${own} links start from it, from the next folder only ${next}`,
  indexing: () => 'Reading notes',
  wrongSetting: (name: string) => `The setting ${name} has a value of the wrong kind; its default is used.`,
  rootIgnored: (path: string) => `Content root ignored, it lies outside the workspace and its repository: ${path}`,
  homeRefused: (path: string) =>
    `${path} is not indexed: it is a home folder or a drive. Open the folder of your notes.`,
  folderUnreadable: (path: string) => `${path} cannot be read: its links are not checked.`,
  ready: (notes: number, ms: number) => `${notes} notes read in ${ms} ms`,
  blockOf: (heading: string) => `block in “${heading}”`,
  stillReading: () => 'Notes are still being read. Rename when that is done: links in unread notes would be missed.',
  emptyName: () => 'The new name is empty.',
  illegalName: (name: string) =>
    `“${name}” cannot be the name of a file. Leave out < > : " / \\ | ? * [ ] # ^, a dot at either end, device names such as AUX, and more than 255 bytes.`,
  nameTaken: (name: string) => `“${name}” exists already. Choose another name.`,
  illegalHeading: (text: string) => `“${text}” cannot be the text of this heading: Markdown would read it otherwise.`,
  illegalBlock: (id: string) => `“${id}” cannot name a block. Use letters, digits, - and _.`,
  illegalTag: (name: string) => `“${name}” cannot be a tag. Use letters, digits, -, _ and /, and not digits alone.`,
  illegalLabel: (label: string) => `“${label}” cannot be a label: it must not hold brackets, nor a footnote's spaces.`,
  illegalAlias: (text: string) => `“${text}” cannot be the text of a link: it must not hold | or double brackets.`,
  notesChanged: () => 'Notes changed while this was prepared, so nothing was done. Try again.',
  cannotRenameFiles: () => 'This editor cannot rename a file together with the links to it.',
  ledAstray: (links: number, source: string, to: string) =>
    `${links === 1 ? '1 link' : `${links} links`} to what is deleted will lead to another note: in “${source}” to “${to}”. Check it before you go on.`,
  blockedScheme: (url: string) => `Addresses of this kind are not opened: ${url}`,
  blockedImage: (url: string) => `Pictures of this kind are not loaded: ${url}`,
  remoteImage: (host: string) => `Picture from ${host}`,
  loadImages: () => 'Load',
  fix: () => 'Fix…',
  notWritten: () => 'Not written yet',
  figureNumber: (number: number) => `Fig. ${number}.`,
  noCaption: () => 'no caption',
  minutes: (count: number) => `${count} min`,
  figuresShort: (count: number) => `${count} fig.`,
  relatedCount: (count: number) => (count === 1 ? '1 related note' : `${count} related notes`),
  sourcesCount: (count: number) => (count === 1 ? '1 source' : `${count} sources`),
  moreAuthors: (count: number) => `${count} more`,
  overview: () => 'Overview',
  addOverview: () => 'No overview yet: a section “Overview” with a paragraph stands here',
  noSources: () => 'No sources given',
  onThisPage: () => 'On this page',
  figuresTitle: () => 'Figures',
  linksHere: () => 'Links here',
  nobodyLinks: () => 'Nobody links here yet',
  fromIndexes: (count: number) => (count === 1 ? 'and 1 index' : `and ${count} indexes`),
  notListed: (count: number) => `Not listed here: ${count}`,
  alsoInNotes: (count: number) => (count === 1 ? 'also in 1 note' : `also in ${count} notes`),
  sourcePaper: () => 'paper',
  sourceCode: () => 'code',
  sourceData: () => 'data',
  sourceVideo: () => 'video',
  sourcePost: () => 'post',
  health: (good: number, total: number) => `${good} of ${total} links, images and anchors of this note lead somewhere`,
  emptyNote: () => 'This note is empty',
  emptyHint: () => 'Write, and it appears here.',
  embedCircular: () => 'Embedded in itself:',
  embedTooDeep: () => 'Too many embeds inside one another:',
  embedTooLarge: () => 'Too large to be shown here:',
  embedUnread: () => 'Cannot be read:',
};

type Messages = typeof english;

const russian: Messages = {
  missingNote: (name) => `Заметка не найдена: «${name}»`,
  folderWithoutIndex: (name) => `В папке «${name}» нет index.md`,
  missingFile: (name) => `Файл не найден: «${name}»`,
  missingImage: (name) => `Изображение не найдено: «${name}»`,
  missingHeading: (heading, note) => `В «${note}» нет заголовка «${heading}»`,
  missingBlock: (block, note) => `В «${note}» нет блока «${block}»`,
  ambiguous: (name, count) => `«${name}» подходит к ${count} заметкам`,
  candidate: (path) => `Одна из них: ${path}`,
  imprecise: (path) => `Найдено как «${path}»; написанный путь не существует`,
  staleImage: () => 'Изображение на месте; этот комментарий устарел',
  staleLink: () => 'Заметка по ссылке есть; этот комментарий устарел',
  caseDiffers: (name) => `Отличается регистром от «${name}»: сломается там, где регистр важен`,
  duplicateHeading: (heading) => `Второй заголовок «${heading}»: ссылки ведут к первому`,
  duplicateBlock: (block) => `Второй блок «${block}»: ссылки ведут к первому`,
  frontMatter: (reason) => `Не удалось прочитать front matter: ${reason}`,
  tooLarge: (megabytes, limit) => `Заметка не проиндексирована: ${megabytes} МБ при пределе ${limit} МБ`,
  notText: () => 'Заметка не проиндексирована: это не текст',
  notParsed: () => 'Заметка не проиндексирована: её не удалось прочитать',
  outside: (path) => `«${path}» вне рабочей папки, туда расширение не заглядывает`,
  fixChangeTo: (name, title) => (title ? `Заменить на «${name}» (${title})` : `Заменить на «${name}»`),
  fixCreateNote: (path) => `Создать заметку «${path}»`,
  fixCreateIndex: (path) => `Создать «${path}»`,
  fixWritePath: (path) => `Записать путь как «${path}»`,
  fixRemoveComment: () => 'Удалить этот комментарий',
  fixRemoveComments: (count) => `Удалить все такие комментарии в заметке (${count})`,
  fixSilenceLine: (code) => `Не сообщать об этой строке (${code})`,
  unwritten: () => 'ещё не написана',
  wantedBy: (count) => `${isOne(count) ? 'ссылается' : 'ссылаются'} ${plural(count, 'заметка', 'заметки', 'заметок')}`,
  figures: (count) => plural(count, 'рисунок', 'рисунка', 'рисунков'),
  backlinks: (count) => plural(count, 'обратная ссылка', 'обратные ссылки', 'обратных ссылок'),
  usedIn: (count) => `используется в ${count} ${isOne(count) ? 'заметке' : 'заметках'}`,
  pixels: (width, height) => `${width} × ${height} пикс.`,
  size: (bytes) => byteSize(bytes, 'Б', 'КБ', 'МБ', ','),
  textInImage: () => 'Текст на изображении',
  noteNotWritten: (name) => `«${name}» ещё не написана`,
  alsoWantedBy: () => 'На неё ссылаются',
  andMore: (count) => `и ещё ${count}`,
  rootWorkspace: () => 'рабочая папка',
  rootSetting: () => 'из настройки researchNotes.contentRoots',
  rootMkdocs: () => 'docs_dir из mkdocs.yml',
  rootInferred: (own, next) =>
    `найдена сама: от неё начинаются ${plural(own, 'ссылка', 'ссылки', 'ссылок')}, от следующей папки только ${next}`,
  indexing: () => 'Чтение заметок',
  wrongSetting: (name) => `Значение настройки ${name} не того вида; взято значение по умолчанию.`,
  rootIgnored: (path) => `Корень содержимого пропущен, он вне рабочей папки и её репозитория: ${path}`,
  homeRefused: (path) => `${path} не индексируется: это домашняя папка или диск. Откройте папку с заметками.`,
  folderUnreadable: (path) => `${path} не удаётся прочитать: ссылки в ней не проверяются.`,
  ready: (notes, ms) => `Прочитано заметок: ${notes}, за ${ms} мс`,
  blockOf: (heading) => `блок в «${heading}»`,
  stillReading: () =>
    'Заметки ещё читаются. Переименуйте, когда чтение закончится: иначе ссылки в непрочитанных останутся старыми.',
  emptyName: () => 'Новое имя пустое.',
  illegalName: (name) =>
    `«${name}» не годится как имя файла. Уберите < > : / \\ | ? * [ ] # ^ и кавычки, точку в начале и в конце, имена устройств вроде AUX; не больше 255 байт.`,
  nameTaken: (name) => `«${name}» уже существует. Выберите другое имя.`,
  illegalHeading: (text) => `«${text}» не может быть текстом этого заголовка: Markdown прочтёт его иначе.`,
  illegalBlock: (id) => `«${id}» не может быть именем блока. Годятся буквы, цифры, - и _.`,
  illegalTag: (name) => `«${name}» не может быть тегом. Годятся буквы, цифры, -, _ и /, но не одни цифры.`,
  illegalLabel: (label) => `«${label}» не может быть меткой: в ней не должно быть скобок, а в сноске и пробелов.`,
  illegalAlias: (text) => `«${text}» не может быть текстом ссылки: в нём не должно быть | и двойных скобок.`,
  notesChanged: () => 'Заметки изменились, пока это готовилось, поэтому ничего не сделано. Повторите.',
  cannotRenameFiles: () => 'Этот редактор не умеет переименовать файл вместе со ссылками на него.',
  ledAstray: (links, source, to) =>
    `Ссылки на удаляемое, которые поведут к другой заметке: ${links}; в «${source}» к «${to}». Проверьте их.`,
  blockedScheme: (url) => `Такие адреса не открываются: ${url}`,
  blockedImage: (url) => `Такие изображения не загружаются: ${url}`,
  remoteImage: (host) => `Изображение с ${host}`,
  loadImages: () => 'Загрузить',
  fix: () => 'Исправить…',
  notWritten: () => 'Ещё не написана',
  figureNumber: (number) => `Рис. ${number}.`,
  noCaption: () => 'без подписи',
  minutes: (count) => `${count} мин`,
  figuresShort: (count) => `${count} рис.`,
  relatedCount: (count) => plural(count, 'связь', 'связи', 'связей'),
  sourcesCount: (count) => plural(count, 'источник', 'источника', 'источников'),
  moreAuthors: (count) => `ещё ${count}`,
  overview: () => 'Обзор',
  addOverview: () => 'Обзора пока нет: здесь встанет первый абзац раздела «Обзор»',
  noSources: () => 'Источники не указаны',
  onThisPage: () => 'На странице',
  figuresTitle: () => 'Рисунки',
  linksHere: () => 'Ссылаются сюда',
  nobodyLinks: () => 'Сюда пока никто не ссылается',
  fromIndexes: (count) => `и ${plural(count, 'оглавление', 'оглавления', 'оглавлений')}`,
  notListed: (count) => `Не перечислены здесь: ${count}`,
  alsoInNotes: (count) => `также в ${count} ${isOne(count) ? 'заметке' : 'заметках'}`,
  sourcePaper: () => 'статья',
  sourceCode: () => 'код',
  sourceData: () => 'данные',
  sourceVideo: () => 'видео',
  sourcePost: () => 'пост',
  health: (good, total) => `Куда-то ведут ${good} из ${total} ссылок, изображений и якорей заметки`,
  emptyNote: () => 'Заметка пуста',
  emptyHint: () => 'Пишите, и текст появится здесь.',
  embedCircular: () => 'Вложена сама в себя:',
  embedTooDeep: () => 'Слишком много вложений друг в друге:',
  embedTooLarge: () => 'Слишком велика, чтобы показать её здесь:',
  embedUnread: () => 'Не удаётся прочитать:',
};

export function messages(language: Language): Messages {
  return language === 'ru' ? russian : english;
}

/** `1 рисунок`, `2 рисунка`, `5 рисунков`. */
function plural(count: number, one: string, few: string, many: string): string {
  const tens = count % 100;
  const units = count % 10;
  const isFew = units > 1 && units < 5 && (tens < 10 || tens > 20);
  return `${count} ${isOne(count) ? one : isFew ? few : many}`;
}

/** 1, 21, 31, but not 11. */
function isOne(count: number): boolean {
  return count % 10 === 1 && count % 100 !== 11;
}

function byteSize(bytes: number, b: string, kb: string, mb: string, point: string): string {
  if (bytes < 1024) return `${bytes} ${b}`;
  if (bytes < 1023.5 * 1024) return `${Math.round(bytes / 1024)} ${kb}`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', point)} ${mb}`;
}
