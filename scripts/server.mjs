// Starts and ends one VS Code server (a workbench in the browser) with a profile of its own in a temporary folder.
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHost } from './hosts.mjs';
import { startGroup, temporary } from './processGroup.mjs';

/** What keeps the window calm: no news, no AI panels, no notification over the notes. */
const calmSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'update.mode': 'none',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} version of VS Code, one of hosts.mjs
 * @property {number} [port] 0 or none: any free one
 * @property {string} [token] the connection token; none: whoever reaches the port is let in (for tests only)
 * @property {Record<string, unknown>} [settings] user settings, over the calm ones
 * @property {string[]} [vsix] packages to install
 * @property {string[]} [folders] extensions to run from their folders, without a package
 * @property {boolean} [driver] obey the `payload` of the address (to run a suite); such a window shows no notifications
 * @property {number} [deadline] milliseconds until the server must be up
 *
 * @typedef {object} Server
 * @property {string} version
 * @property {number} port
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {(folder: string, payload?: [string, string][]) => string} url the workbench with that folder
 * @property {string} data the profile: settings, logs, extensions
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop
 */

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({
  version,
  port = 0,
  token,
  settings = {},
  vsix = [],
  folders = [],
  driver = false,
  deadline = 60_000,
}) {
  const host = await ensureHost(version);
  const data = await mkdtemp(join(tmpdir(), 'research-notes-server-'));
  temporary.add(data);
  const discard = async () => {
    await rm(data, { recursive: true, force: true, maxRetries: 3 });
    temporary.delete(data);
  };
  const extensions = join(data, 'extensions');
  const common = [host.node, host.serverMain, '--server-data-dir', data, '--extensions-dir', extensions];
  const start = (/** @type {string[]} */ ...args) =>
    startGroup(`VS Code's server ${version}`, [...common, '--accept-server-license-terms', ...args]);
  try {
    await mkdir(join(data, 'data/User'), { recursive: true });
    await writeFile(join(data, 'data/User/settings.json'), JSON.stringify({ ...calmSettings, ...settings }, null, 2));
    await installFolders(folders, extensions);
    for (const file of vsix) await start('--install-extension', file).done(deadline);
    const access = token ? ['--connection-token', token] : ['--without-connection-token'];
    if (driver) access.push('--enable-smoke-test-driver');
    const address = ['--host', '127.0.0.1', '--port', String(port)];
    const server = start(...address, ...access, '--telemetry-level', 'off', '--disable-workspace-trust');
    const bound = await server.says(/Web UI available at https?:\/\/[^:\s]+:(\d+)/, deadline);
    const origin = `http://127.0.0.1:${bound}`;
    return {
      version,
      port: Number(bound),
      origin,
      data,
      ended: server.ended,
      url: (folder, payload = []) => {
        const query = new URLSearchParams(token ? { tkn: token } : {});
        query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
        if (payload.length) query.set('payload', JSON.stringify(payload));
        return `${origin}/?${query}`;
      },
      stop: async () => {
        await server.kill();
        await discard();
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

/**
 * Links extensions into the profile and lists them, as VS Code does; it removes what is not on the list.
 * @param {string[]} folders
 * @param {string} extensions
 */
async function installFolders(folders, extensions) {
  if (!folders.length) return;
  const list = [];
  await mkdir(extensions);
  for (const folder of folders) {
    const { publisher, name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const id = `${publisher}.${name}`;
    const relativeLocation = `${id}-${version}`;
    const path = join(extensions, relativeLocation);
    await symlink(folder, path);
    list.push({ identifier: { id }, version, location: { $mid: 1, path, scheme: 'file' }, relativeLocation });
  }
  await writeFile(join(extensions, 'extensions.json'), JSON.stringify(list));
}
