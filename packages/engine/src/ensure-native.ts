import { ensureNativeEngine, type EnsureResult } from './install/ensure-native-engine';
import type { InstallProgress } from './install/progress';

/** Seconds between two lines of progress. */
const EVERY = 5;

const DOING: Record<InstallProgress['step'], string> = {
  wait: 'waiting for another installation of the native engine',
  package: 'fetching the native engine: its JavaScript half',
  download: 'fetching the native engine: TensorFlow',
  unpack: 'unpacking TensorFlow',
  build: 'building the native engine',
  verify: 'checking the native engine',
  link: 'linking the native engine',
};

/** Run before tests and demos: makes the native engine ready where that is possible, and never fails. */
async function main(): Promise<void> {
  const wanted = process.env.FAIRFACE_ENGINE;
  if (wanted === 'wasm' || wanted === 'cpu') return;
  let saidAt = Date.now();
  const result = await ensureNativeEngine({
    onProgress: (progress) => {
      if (progress.step === 'link' || Date.now() - saidAt < EVERY * 1000) return;
      saidAt = Date.now();
      say(`${DOING[progress.step]}${amount(progress)} ...`);
    },
  });
  say(summary(result));
}

function summary(result: EnsureResult): string {
  if (!result.ok) return `going on with wasm: ${result.why}`;
  const tensorflow = result.tensorflow ? `TensorFlow ${result.tensorflow}` : 'as the package manager brought it';
  if (result.how === 'present') return `native engine ready (${tensorflow})`;
  if (result.how === 'linked') return `native engine ready (${tensorflow}, from cache)`;
  return `native engine installed in ${result.seconds.toFixed(0)} s (${tensorflow})`;
}

function amount({ done, total }: InstallProgress): string {
  if (done === undefined) return '';
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  return total === undefined ? ` ${megabytes(done)} MB` : ` ${megabytes(done)} of ${megabytes(total)} MB`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main();
