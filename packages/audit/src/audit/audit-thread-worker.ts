import { parentPort } from 'node:worker_threads';
import { loadCharts } from '../report/render-chart';
import { renderReport } from '../report/render-report';
import type { AuditAnswer, AuditTask } from './audit-thread';
import { detailGroups, type GroupDetails } from './detail-groups';
import { hashFile } from './hash-file';
import { type PreparedPeople, preparePeople } from './prepare-people';
import { shareColumns } from './share-columns';

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

function run(task: AuditTask): Promise<string> | PreparedPeople | GroupDetails | ReturnType<typeof hashFile> {
  switch (task.kind) {
    case 'hash':
      return hashFile(task.path);
    case 'prepare':
      return shareColumns(preparePeople(task.input));
    case 'detail':
      return detailGroups(task.input, task.people);
    case 'render':
      return renderReport(task.audit, task.options);
  }
}
