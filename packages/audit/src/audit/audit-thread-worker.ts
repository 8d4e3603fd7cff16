import '@fairface/io/reuse-compiled-code-in-worker';
import { parentPort } from 'node:worker_threads';
import { warmUpCharts } from '../report/charts/render-chart';
import { renderReport } from '../report/render-report';
import type { Answer, AuditAnswer, AuditTask } from './audit-thread';
import { detailGroups } from './detail-groups';
import { lookAtPairs } from './look-at-pairs';
import { preparePeople } from './prepare-people';
import { shareColumns } from './share-columns';

/** Does the tasks of an `AuditThread`. */
parentPort?.on(
  'message',
  (task: (AuditTask & { id: number }) | 'close') =>
    void (task === 'close' ? parentPort?.close() : answer(task).then((found) => parentPort?.postMessage(found))),
);

async function answer({ id, ...task }: AuditTask & { id: number }): Promise<AuditAnswer> {
  try {
    return { id, value: await run(task) };
  } catch (error) {
    return { id, error };
  }
}

function run(task: AuditTask): Answer | Promise<Answer> {
  switch (task.kind) {
    case 'look':
      return shareColumns(lookAtPairs(task.input));
    case 'prepare':
      return shareColumns(preparePeople(task.input));
    case 'warm-up':
      return warmUpCharts().then(() => undefined);
    case 'detail':
      return detailGroups(task.input, task.people);
    case 'render':
      return renderReport(task.audit, task.options);
  }
}
