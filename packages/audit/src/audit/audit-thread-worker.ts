import { parentPort } from 'node:worker_threads';
import { loadCharts } from '../report/render-chart';
import { renderReport } from '../report/render-report';
import type { AuditAnswer, AuditTask } from './audit-thread';
import { preparePeople } from './prepare-people';

/** Does the tasks of an `AuditThread`. The chart library is loaded at once, while there is nothing else to do. */
parentPort?.on('message', (task: AuditTask) => void answer(task).then((found) => parentPort?.postMessage(found)));
void loadCharts();

async function answer(task: AuditTask): Promise<AuditAnswer> {
  try {
    return {
      value: task.kind === 'prepare' ? preparePeople(task.input) : await renderReport(task.audit, task.options),
    };
  } catch (error) {
    return { error };
  }
}
