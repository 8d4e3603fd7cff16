import { dirname } from 'node:path';
import { stat } from 'node:fs/promises';
import { extractFeatures } from '@fairface/features';
import type { EngineChoice, GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';
import { loadEmbedder } from './load-embedder';
import { startEngine } from './start-engine';

export interface ExtractFlags extends GlobalOptions {
  out: string;
  model: string;
  root?: string;
  format: 'text' | 'npy';
  batch: number;
  shard?: { index: number; count: number };
  restart: boolean;
  engine: EngineChoice;
}

/** Runs `fairface extract`. */
export async function runExtract(list: string, flags: ExtractFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { out, format, batch, shard, restart, workers } = flags;
    const root = flags.root ?? (await folderOf(list));
    const engine = await startEngine(flags.engine, context);
    const embedder = await loadEmbedder(flags.model);
    const part = shard === undefined ? '' : `.shard-${shard.index}-of-${shard.count}`;
    const rejects = `${out}${part}.rejects.csv`;
    try {
      const { signal } = context;
      const job = extractFeatures({ list, root, out, embedder, format, batch, shard, restart, workers, signal });
      const result = await runBatch({ job, label: 'extract', rejects }, context);
      const { summary, rejected } = result;
      const text =
        `features of ${summary.images} images${summary.resumed > 0 ? ` (${summary.resumed} done before)` : ''}, ` +
        `${embedder.dimension} numbers each: ${summary.files.join(', ')}${rejectsLine(result, rejects)}`;
      return { summary: { ...summary, engine, rejected, reasons: result.reasons, rejects }, text, rejected };
    } finally {
      await embedder.dispose?.();
    }
  });
}

async function folderOf(list: string): Promise<string> {
  const found = await stat(list).catch(() => undefined);
  return found?.isDirectory() ? list : dirname(list);
}
