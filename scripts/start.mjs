// `npm start [-- FOLDER]`: builds the extension and opens a folder of notes in a real VS Code that has it installed.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDesktop } from './desktop.mjs';
import { exists, newest, root, versions } from './hosts.mjs';
import { startServer } from './server.mjs';

const usage = `npm start [-- [FOLDER] [--port N] [--host ${versions.join('|')}]]`;
const russian = /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

const words = russian
  ? {
      ready: 'VS Code открыт. Адрес для браузера (действует, пока работает эта команда):',
      folder: 'Папка заметок',
      edits: 'Правки сохраняются в самой папке.',
      end: 'Закончить: Ctrl-C.',
      tryThis: 'Что попробовать:',
      steps: [
        'Откройте любую заметку .md: ссылки [[…]] подчёркнуты, внизу справа видно, сколько их и все ли целы.',
        'Наберите [[ и начало названия, любым письмом: появится список заметок.',
        'Наведите мышь на ссылку: карточка заметки. F12 открывает её, Shift+F12 показывает, кто на неё ссылается.',
        'Напишите [[nothing_here]]: предупреждение; Ctrl+. предложит исправление.',
        'F1, затем "Research Notes": все команды.',
      ],
    }
  : {
      ready: 'VS Code is up. The address for your browser (it lasts as long as this command):',
      folder: 'The notes',
      edits: 'What you change is changed in that folder.',
      end: 'To end: Ctrl-C.',
      tryThis: 'What to try:',
      steps: [
        'Open any .md note: the [[links]] are underlined; the status bar says how many there are and whether all is well.',
        'Type [[ and the beginning of a title, in any script: the notes are listed.',
        'Point at a link: the card of its note. F12 opens it, Shift+F12 shows who links to it.',
        'Write [[nothing_here]]: a warning; Ctrl+. offers a fix.',
        'F1, then "Research Notes": every command.',
      ],
    };

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(2);
}

/** @returns {{ folder: string, port: number, host: string }} */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { port: { type: 'string', default: '0' }, host: { type: 'string', default: newest } },
    });
    if (positionals.length > 1) throw new Error('One folder at a time, please (put a name with spaces in quotes).');
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port ${values.port}: not a port number.`);
    if (!versions.some((version) => version === values.host)) {
      throw new Error(`--host ${values.host}: there is ${versions.join(' and ')}.`);
    }
    // npm changes into the project's folder; a relative path was meant from where the person stands.
    const folder = positionals[0] ? resolve(process.env.INIT_CWD ?? '.', positionals[0]) : join(root, 'sample');
    return { folder, port, host: values.host };
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
  }
}

/** @param {string} script */
function npmRun(script) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) stop(`"npm run ${script}" failed:\n${stdout ?? ''}${stderr ?? ''}`);
}

const { folder, port, host } = readArguments();
const found = await stat(folder).catch(() => undefined);
if (!found) stop(`There is no folder ${folder}.`);
if (!found.isDirectory()) stop(`${folder} is a file; give the folder of the notes.`);

console.log('Building …');
const vsix = join(root, 'dist/research-notes.vsix');
// vsce packs what it finds under dist/, and fails over the package of last time that it is about to replace.
await rm(vsix, { force: true });
npmRun('build');
npmRun('package');
if (!(await exists(vsix))) stop(`"npm run package" made no ${relative(root, vsix)}.`);

const list = [words.tryThis, ...words.steps.map((step) => `  - ${step}`)].join('\n');
try {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`${words.folder}: ${folder}\n\n${list}\n`);
    await openDesktop(vsix, folder);
  } else {
    const token = randomBytes(16).toString('hex');
    // A vault is edited as on the desktop: saved when the person says so.
    const settings = { 'files.autoSave': 'off' };
    const server = await startServer({ version: host, port, token, settings, vsix: [vsix] });
    console.log(`${words.ready}\n\n  ${server.url(folder)}\n\n${words.folder}: ${folder}. ${words.edits}\n`);
    console.log(`${list}\n\n${words.end}`);
    await server.ended;
    stop('VS Code ended by itself.');
  }
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}
