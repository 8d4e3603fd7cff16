import { detectFaces, type FaceChoice, loadFaceApiDetector } from '@fairface/detect';
import type { EngineChoice, GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';
import { startEngine } from './start-engine';

export interface DetectFlags extends GlobalOptions {
  out: string;
  root?: string;
  faces: FaceChoice;
  minScore: number;
  minSize: number;
  engine: EngineChoice;
}

/** Runs `fairface detect`. */
export async function runDetect(source: string, flags: DetectFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const engine = await startEngine(flags.engine, context);
    // Candidates a little below the bar are told apart from no face at all, in the rejects.
    const detector = await loadFaceApiDetector({ lowestScore: Math.min(0.3, flags.minScore) });
    const rejects = `${flags.out.replace(/\.txt$/, '')}.rejects.csv`;
    try {
      const { out, root, faces, minScore, minSize } = flags;
      const job = detectFaces({ source, out, root, faces, minScore, minSize, detector, signal: context.signal });
      const result = await runBatch({ job, label: 'detect', rejects }, context);
      const { summary, rejected } = result;
      const text =
        `${summary.faces} faces in ${summary.photographs} photographs` +
        `${summary.resumed > 0 ? ` (${summary.resumed} done before)` : ''}, ${summary.withoutFace} without a face: ` +
        `${summary.record}, ${summary.table}${rejectsLine(result, rejects)}`;
      return { summary: { ...summary, engine, rejected, reasons: result.reasons, rejects }, text, rejected };
    } finally {
      detector.dispose();
    }
  });
}
