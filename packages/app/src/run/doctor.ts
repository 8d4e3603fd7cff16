import { describeEngines, type EngineDescription, type EngineReport } from '@fairface/engine';
import { fontFamilies } from '@fairface/image';
import type { GlobalOptions } from '../cli/global-options';
import { runCommand } from '../cli/run-command';

/** Runs `fairface doctor`. */
export async function runDoctor(flags: GlobalOptions): Promise<void> {
  await runCommand(flags, async ({ logger }) => {
    logger.info('measuring the engines, some seconds');
    const report = await describeEngines();
    const fonts = fontFamilies();
    return { summary: { ...report, fonts }, text: describe(report, fonts) };
  });
}

function describe({ engines, versions, machine, cache }: EngineReport, fonts: readonly string[]): string {
  const { cpu, cores, memory, platform, arch } = machine;
  const best = engines.find(({ ok }) => ok);
  return [
    `node ${versions.node}, tfjs ${versions.tfjs}, TensorFlow ${versions.tensorflow ?? 'not installed here'}`,
    `${platform} ${arch}, ${cores} x ${cpu}, ${gigabytes(memory.free)} of ${gigabytes(memory.total)} GB memory free`,
    `cache ${cache.folder} (${gigabytes(cache.bytes)} GB)`,
    fonts.length > 0
      ? `fonts: ${fonts.slice(0, 3).join(', ')}${fonts.length > 3 ? ` and ${fonts.length - 3} more` : ''}`
      : 'fonts: none, so pictures have no captions. Install some, for instance the package fonts-dejavu-core',
    '',
    'engine   matMul GFLOP/s   conv GFLOP/s',
    ...engines.map(row),
    '',
    best === undefined ? 'no engine can run' : `commands choose ${best.name} unless --engine says otherwise`,
  ].join('\n');
}

function row(engine: EngineDescription): string {
  const name = engine.name.padEnd(8);
  if (!engine.ok)
    return `${name} cannot run: ${engine.why}${engine.next === undefined ? '' : `\n${' '.repeat(9)}${engine.next}`}`;
  const { matMul, conv, about } = engine;
  return `${name} ${matMul.gflops.toFixed(1).padStart(14)} ${conv.gflops.toFixed(1).padStart(14)}   ${about}`;
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
