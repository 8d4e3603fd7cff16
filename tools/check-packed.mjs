// Packs every public package, installs the tarballs into an empty project outside the workspace, and imports each of
// them by name from CommonJS and from ES modules: what npm users get is what is checked.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'fairface-packed-'));
const project = join(work, 'project');
mkdirSync(project);
writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'user', version: '1.0.0', private: true }));

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
let failed = 0;
const fail = (message) => {
  failed += 1;
  console.error(`FAILED ${message}`);
};

const packages = readdirSync(join(root, 'packages')).map((folder) => {
  const directory = join(root, 'packages', folder);
  return { folder, directory, manifest: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) };
});

const tarballs = packages.map(({ directory, manifest }) => {
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', work], directory),
  );
  const names = files.map(({ path }) => path);
  for (const needed of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) {
    if (!names.includes(needed)) fail(`${manifest.name}: the tarball lacks ${needed}`);
  }
  for (const name of names) {
    if (/\.test\.|\/testing\/|^src\//.test(name)) fail(`${manifest.name}: the tarball holds ${name}`);
  }
  return join(work, filename);
});

for (const { directory, manifest } of packages) {
  const { messages, pkg } = await publint({ pkgDir: directory, level: 'warning', pack: 'npm' });
  for (const message of messages) fail(`${manifest.name}: ${formatMessage(message, pkg)}`);
}

console.log(`installing ${tarballs.length} tarballs into an empty project`);
run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...tarballs], project);

for (const { manifest } of packages) {
  const { name } = manifest;
  try {
    const count = `Object.keys(require(${JSON.stringify(name)})).length`;
    const exported = Number(run('node', ['-p', count], project));
    const script = `import * as all from ${JSON.stringify(name)}; console.log(Object.keys(all).filter((key) => !['default', 'module.exports', '__esModule'].includes(key)).length);`;
    writeFileSync(join(project, 'check.mjs'), script);
    const imported = Number(run('node', ['check.mjs'], project));
    if (exported === 0 || imported !== exported) fail(`${name}: ${exported} names by require, ${imported} by import`);
    else console.log(`${name}: ${exported} names from CommonJS and from ES modules`);
  } catch (error) {
    fail(`${name}: ${error.message}`);
  }
}

// What the READMEs' examples take from a package is there.
const IMPORTS = /(?:const|import) \{([^}]+)\} (?:= require\(|from )'((?:@fairface\/)?[a-z-]+)'/g;
for (const { directory, manifest } of packages) {
  for (const [, names, from] of readFileSync(join(directory, 'README.md'), 'utf8').matchAll(IMPORTS)) {
    if (!packages.some(({ manifest: { name } }) => name === from)) continue;
    const exported = JSON.parse(
      run('node', ['-p', `JSON.stringify(Object.keys(require(${JSON.stringify(from)})))`], project),
    );
    const wanted = names.split(',').map((name) => name.trim().split(/\s*(?::| as )\s*/)[0]);
    for (const name of wanted.filter((name) => name !== '' && !name.startsWith('type '))) {
      if (!exported.includes(name)) fail(`README of ${manifest.name}: ${from} has no ${name}`);
    }
  }
}

const help = run('npx', ['fairface', '--help'], project);
if (!help.includes('Usage: fairface')) fail(`npx fairface --help printed ${help}`);
else console.log('npx fairface --help works');

rmSync(work, { recursive: true });
if (failed > 0) process.exit(1);
