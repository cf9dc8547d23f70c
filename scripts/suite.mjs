// Bundles test/workbench/suite.ts, the suite that runs inside the extension host, into the extension's folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './hosts.mjs';

/**
 * @param {string} extension VS Code loads a suite only from within the extension's own folder
 * @returns {Promise<string>} the file
 */
export async function bundleSuite(extension) {
  const folder = join(extension, 'dist/test/workbench');
  const outfile = join(folder, 'suite.js');
  await mkdir(folder, { recursive: true });
  // The web worker host loads CommonJS only, and a package.json with "type": "module" above would say otherwise.
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  await build({
    entryPoints: [join(root, 'test/workbench/suite.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2022',
    external: ['vscode'],
    logLevel: 'error',
  });
  return outfile;
}
