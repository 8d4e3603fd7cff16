import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a whole process cost. */
export interface ProcessCost {
  /** From start to end, seconds. */
  seconds: number;
  /** Most memory that it held (VmHWM), megabytes; 0 where the system does not tell. */
  peakMb: number;
  /** Time of processors that it and the children it waited for took, seconds; 0 where the system does not tell. */
  cpuSeconds: number;
  stdout: string;
}

/** How often memory and time are read: both only grow, so that only the last moments can be missed. */
const EVERY_MS = 5;

/**
 * Runs a command to its end and measures it from outside.
 *
 * @throws Error with the end of stderr when the exit code is not one of `expected`.
 */
export async function measureProcess(command: string, args: string[], expected: number[] = [0]): Promise<ProcessCost> {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let peakMb = 0;
  let cpuSeconds = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, highWaterMark(child.pid));
    cpuSeconds = Math.max(cpuSeconds, processorTime(child.pid));
  }, EVERY_MS);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  clearInterval(timer);
  if (code === null || !expected.includes(code)) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`);
  }
  return { seconds, peakMb, cpuSeconds, stdout };
}

function highWaterMark(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Fields 14 to 17 of proc(5)'s stat: user and system time, of the process and of its children, in hundredths. */
function processorTime(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  } catch {
    return 0;
  }
}
