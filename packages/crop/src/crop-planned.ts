import type { JobReject } from '@fairface/io';
import type { CropPool } from './crop-pool';
import type { CropOutcome } from './cropper';
import type { PlannedCrop } from './plan-crop';
import type { WriteFailure } from './write-failure';

/** What became of one line of the record file. */
export type CropResult =
  { type: 'made' | 'kept'; target: string } | JobReject | Extract<WriteFailure, { type: 'fatal' }>;

/** Has a few planned crops made and puts the outcomes in the order of the plan; ends with the first fatal one. */
export async function cropPlanned(
  pool: CropPool,
  planned: readonly PlannedCrop[],
  file: string,
): Promise<CropResult[]> {
  const tasks = planned.flatMap((plan) => (plan.type === 'task' ? [plan.task] : []));
  const outcomes = tasks.length === 0 ? [] : await pool.run(tasks);
  const results: CropResult[] = [];
  for (const plan of planned) {
    const result = plan.type === 'task' ? resultOf(plan, outcomes.shift(), file) : plan;
    if (result === undefined) break;
    results.push(result);
  }
  return results;
}

function resultOf(
  { line, item, task }: Extract<PlannedCrop, { type: 'task' }>,
  outcome: CropOutcome | undefined,
  file: string,
): CropResult | undefined {
  if (outcome?.type === 'reject') {
    return { type: 'reject', item, reason: outcome.reason, detail: `${file}:${line}: ${outcome.detail}` };
  }
  return outcome?.type === 'fatal' || outcome === undefined ? outcome : { type: outcome.type, target: task.target };
}
