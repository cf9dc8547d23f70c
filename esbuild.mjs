// Builds all that runs: client and server for Node and for the web, the command line, and the unit tests.
//   node esbuild.mjs [--test] [--watch] [--minify]
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, context, transform } from 'esbuild';

const flags = new Set(process.argv.slice(2));
const common = {
  bundle: true,
  format: 'cjs',
  sourcemap: flags.has('--minify') ? false : 'linked',
  // Names stay, so that a stack trace can be read; white space would only cost time to load.
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: flags.has('--minify'),
  logLevel: 'warning',
  external: ['vscode'],
};
// `module` first: the other form of jsonc-parser loads its parts by names that only exist in its package.
const node = { ...common, platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
const web = { ...common, platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };

/** MathJax brings a font of 1 MB by default, which is not ours and would be bundled all the same. */
const noDefaultFont = { '#default-font/svg/default.js': '@mathjax/mathjax-tex-font/js/nofont.js' };
/** The server of Node and the worker of a browser share one script that draws formulas: it is as large as both. */
const formulasApart = {
  name: 'formulas',
  setup({ onResolve }) {
    onResolve({ filter: /\/drawFormula\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './formulas.js', external: true } : undefined,
    );
  },
};

const bundles = [
  { ...node, entryPoints: ['client/main.node.ts'], outfile: 'dist/client/node.js' },
  { ...web, entryPoints: ['client/main.web.ts'], outfile: 'dist/client/web.js' },
  inParts({ ...node, entryPoints: { node: 'server/main.node.ts' }, outdir: 'dist/server' }, [formulasApart]),
  formulas(),
  // A worker: its bundle runs at once and exports nothing.
  { ...web, format: 'iife', entryPoints: ['server/main.web.ts'], outfile: 'dist/server/web.js' },
  ...previewPage(),
  inParts({ ...node, entryPoints: { cli: 'server/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } }),
];

/**
 * A bundle whose dynamic imports are files of their own, read when they are first needed: what a server never does, it
 * should not have to parse at each start. esbuild splits modules only, and modules take Node longer to load (measured),
 * so the parts are made CommonJS afterwards.
 */
function inParts(bundle, plugins = []) {
  const { sourcemap } = bundle;
  const parts = {
    name: 'parts',
    setup({ initialOptions, onEnd }) {
      onEnd(async ({ errors, outputFiles = [] }) => {
        // What was built before serves on.
        if (errors.length > 0) return;
        rmSync(join(initialOptions.outdir, 'parts'), { recursive: true, force: true });
        for (const { path, text } of outputFiles) {
          const { code, map } = await transform(text, {
            format: 'cjs',
            platform: 'node',
            target: bundle.target,
            supported: { 'dynamic-import': false },
            minifyWhitespace: true,
            sourcemap: sourcemap ? 'external' : false,
          });
          mkdirSync(dirname(path), { recursive: true });
          if (map) writeFileSync(`${path}.map`, map);
          writeFileSync(path, map ? `${code}//# sourceMappingURL=${basename(path)}.map\n` : code);
        }
      });
    },
  };
  return {
    ...bundle,
    format: 'esm',
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    sourcemap: sourcemap ? 'inline' : false,
    write: false,
    plugins: [...plugins, parts],
  };
}

/** A script for workers, which leaves a name behind, and a module for Node. */
function formulas() {
  const name = 'researchNotesFormulas';
  return {
    ...web,
    format: 'iife',
    sourcemap: false,
    entryPoints: ['server/render/drawFormula.ts'],
    outfile: 'dist/server/formulas.js',
    alias: noDefaultFont,
    globalName: name,
    banner: { js: '/*! MathJax and its TeX font, Apache License 2.0: https://github.com/mathjax */' },
    footer: { js: `if (typeof module === 'object') module.exports = ${name};` },
  };
}

/** The preview's page: its script and styles, and the parts that most notes do without, each a script of its own. */
function previewPage() {
  const page = { ...web, format: 'iife', sourcemap: false, minifyIdentifiers: true };
  const part = (name, options = {}) => ({
    ...page,
    entryPoints: [`client/preview/page/${name}`],
    outfile: `dist/preview/${options.as ?? name.replace(/\.ts$/, '.js')}`,
    ...options.build,
  });
  // Of the three forms of each font a browser of today takes the first.
  const fonts = { loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' }, assetNames: 'fonts/[name]' };
  return [
    part('main.ts', { as: 'page.js' }),
    part('page.css'),
    part('export.css'),
    part('math.ts'),
    part('math.css', { build: fonts }),
    part('code.ts'),
    part('mermaid.ts'),
  ];
}

/**
 * A few bundles for two processes side by side, the slow ones first, so that both have work to the end: a process a file
 * would cost six times the time of the tests themselves.
 */
function unitTests() {
  const files = testFiles('test').sort();
  // These write folders, start processes and wait for them.
  const isTalk = (file) => ['cli', 'lsp'].some((folder) => file.startsWith(join('test', folder, '/')));
  const half = (of, rest) => of.filter((_, index) => index % 2 === rest);
  return [isTalk, (file) => !isTalk(file)].flatMap((isOne, index) => {
    const own = files.filter(isOne);
    return [0, 1].map((rest) => unitBundle(`unit${2 * index + rest + 1}`, half(own, rest)));
  });
}

function unitBundle(name, files) {
  const entry = `dist/test/${name}.ts`;
  const imports = [...files, 'test/wholeReport.ts'].map((file) => `import '../../${file}';\n`);
  mkdirSync('dist/test', { recursive: true });
  writeFileSync(entry, imports.join(''));
  return {
    ...node,
    entryPoints: [entry],
    outfile: `dist/test/${name}.test.js`,
    external: ['vscode', 'esbuild', 'commonmark-spec'],
    alias: noDefaultFont,
  };
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['workbench', 'page'].includes(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

const wanted = flags.has('--test')
  ? unitTests()
  : bundles.filter((bundle) => existsSync(Object.values(bundle.entryPoints)[0]));
if (flags.has('--watch')) await Promise.all(wanted.map(async (bundle) => (await context(bundle)).watch()));
else await Promise.all(wanted.map((bundle) => build(bundle)));
