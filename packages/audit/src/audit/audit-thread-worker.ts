import { parentPort } from 'node:worker_threads';
import { loadCharts } from '../report/render-chart';
import { renderReport } from '../report/render-report';
import type { AuditAnswer, AuditTask } from './audit-thread';
import { hashFile } from './hash-file';
import { preparePeople } from './prepare-people';

/** Does the tasks of an `AuditThread`. The chart library is loaded at once, while there is nothing else to do. */
parentPort?.on(
  'message',
  (task: AuditTask) =>
    void answer(task).then((found) => parentPort?.postMessage(found, 'value' in found ? buffersIn(found.value) : [])),
);
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

/** The memory of all columns in an answer, which is handed over in place of being copied; shared memory needs neither. */
function buffersIn(found: unknown, buffers = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(found)) {
    if (found.buffer instanceof ArrayBuffer) buffers.add(found.buffer);
  } else if (typeof found === 'object' && found !== null) {
    for (const part of Object.values(found)) buffersIn(part, buffers);
  }
  return [...buffers];
}
