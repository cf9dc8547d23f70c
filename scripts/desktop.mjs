// Desktop VS Code, downloaded by @vscode/test-electron: `npm run test:desktop`, and `npm start` off Linux.
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { newest, root, versions } from './hosts.mjs';
import { bundleSuite } from './suite.mjs';

const shell = process.platform === 'win32';

/** @param {string} version */
async function download(version) {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(root, '.vscode-test') });
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Error(
      `Desktop VS Code ${version} could not be downloaded (${why}). On Linux x64, "npm start" and "npm run test:workbench" need no download.`,
    );
  }
}

/**
 * Opens the folder in a desktop VS Code of its own, with the packed extension, until the window is closed.
 * @param {string} vsix
 * @param {string} folder
 */
export async function openDesktop(vsix, folder) {
  const executable = await download(newest);
  const [cli = '', ...places] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const { status } = spawnSync(cli, [...places, '--install-extension', vsix, '--force'], { stdio: 'inherit', shell });
  if (status !== 0) throw new Error('VS Code could not install the extension.');
  const window = spawn(
    executable,
    [...places, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', folder],
    {
      stdio: 'ignore',
    },
  );
  const end = () => window.kill();
  process.on('exit', end);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130));
  await new Promise((done, fail) => window.once('exit', done).once('error', fail));
  process.off('exit', end);
}

/** The suite that also runs in the servers, in the oldest and the newest desktop VS Code. */
async function testDesktop() {
  const extensionTestsPath = await bundleSuite(root);
  for (const version of process.argv[2] ? [process.argv[2]] : versions) {
    const vscodeExecutablePath = await download(version);
    const temporary = await mkdtemp(join(tmpdir(), 'research-notes-desktop-'));
    const vault = join(temporary, 'vault');
    await cp(join(root, 'sample'), vault, { recursive: true });
    try {
      await runTests({
        vscodeExecutablePath,
        extensionDevelopmentPath: root,
        extensionTestsPath,
        launchArgs: [
          vault,
          '--disable-extensions',
          '--disable-workspace-trust',
          '--user-data-dir',
          join(temporary, 'user'),
        ],
      });
    } finally {
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await testDesktop().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
