import { parentPort } from 'node:worker_threads';
import { loadCharts } from '../report/render-chart';
import { renderReport } from '../report/render-report';
import type { AuditAnswer, AuditTask } from './audit-thread';
import { hashFile } from './hash-file';
import { preparePeople } from './prepare-people';

/** Does the tasks of an `AuditThread`. The chart library is loaded at once, while there is nothing else to do. */
parentPort?.on('message', (task: AuditTask) => void answer(task).then((found) => parentPort?.postMessage(found)));
void loadCharts();

async function answer(task: AuditTask): Promise<AuditAnswer> {
  try {
    return { value: await run(task) };
  } catch (error) {
    return { error };
  }
}

function run(task: AuditTask): Promise<string> | ReturnType<typeof preparePeople> | ReturnType<typeof hashFile> {
  switch (task.kind) {
    case 'hash':
      return hashFile(task.path);
    case 'prepare':
      return preparePeople(task.input);
    case 'render':
      return renderReport(task.audit, task.options);
  }
}
