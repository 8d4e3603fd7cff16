import { describeEngines } from '@fairface/engine';

/** GFLOP/s of every engine that runs here, measured in turn. */
export async function benchEngine(): Promise<string> {
  const { engines, versions, machine } = await describeEngines();
  return [
    `### engines: GFLOP/s, node ${versions.node}, tfjs ${versions.tfjs}, ${machine.cores} x ${machine.cpu}`,
    '',
    '| engine | matMul | conv 3x3 | |',
    '| --- | --- | --- | --- |',
    ...engines.map((engine) =>
      engine.ok
        ? `| ${engine.name} | ${engine.matMul.gflops.toFixed(1)} | ${engine.conv.gflops.toFixed(1)} | ${engine.about} |`
        : `| ${engine.name} | | | ${engine.why} |`,
    ),
  ].join('\n');
}
