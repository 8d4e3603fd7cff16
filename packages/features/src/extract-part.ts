import { availableParallelism } from 'node:os';
import type { JobEvent, ListItem } from '@fairface/io';
import { batchImages } from './batch-images';
import { earlierRejects } from './earlier-rejects';
import { embedBatches } from './embed-batches';
import type { ExtractOptions, ExtractSummary } from './extract-options';
import { encodeOutputs, fileNames, outputNames } from './feature-outputs';
import { type JobIdentity, shardRange, walkList } from './job-identity';
import { writeRecord } from './job-record';
import { joinBatches } from './join-batches';
import { formatNpyHeader } from './npy-header';
import { prepareImages } from './prepare-images';
import { readAhead } from './read-ahead';
import { ResumableFiles } from './resumable-files';

/** Batches that the model may be ahead of the disk: it need not wait until one is safely written. */
const WRITE_BEHIND = 3;

/** Extracts what is not there yet of the list, or of the shard of it that the job is about. */
export async function* extractPart(
  options: ExtractOptions & { root: string },
  prefix: string,
  job: JobIdentity,
): AsyncGenerator<JobEvent, ExtractSummary> {
  const { list, embedder, root, batch = 32, workers = availableParallelism(), restart = false } = options;
  const { saveEvery = 1, signal } = options;
  const range = shardRange(job.list.items, job.shard);
  const total = range.end - range.start;
  const paths = outputNames(job.format).map((name) => `${prefix}.${name}`);
  const files = await ResumableFiles.open({ paths, journal: `${prefix}.journal`, identity: job, restart });
  try {
    const { items: resumed, sizes, complete = false } = files.checkpoint;
    if (resumed > 0 && !complete) yield* earlierRejects(files.partial(paths.length - 1));
    yield { type: 'progress', done: resumed, total };

    const arrays = paths.flatMap((path, n) => (path.endsWith('.npy') ? [n] : []));
    if (sizes[0] === 0 && arrays.length > 0) {
      const header = formatNpyHeader(0, embedder.dimension);
      await files.append(
        arrays.map(() => header),
        { items: 0, rows: 0, rejected: 0 },
      );
    }
    if (resumed < total) {
      const prepared = prepareImages({
        items: part(walkList(list), range.start + resumed, range.end),
        root,
        preprocessing: embedder.preprocessing,
        workers,
        depth: batch + workers,
      });
      const batches = readAhead(batchImages(prepared, batch, embedder.preprocessing.inputSize));
      const embedded = readAhead(embedBatches(batches, embedder, job.format, signal), WRITE_BEHIND);
      for await (const { rows, rejects } of joinBatches(embedded, saveEvery)) {
        const counts = { items: rows.length + rejects.length, rows: rows.length, rejected: rejects.length };
        await files.append(encodeOutputs(job.format, rows, rejects), counts);
        for (const reject of rejects) yield { type: 'reject', ...reject };
        yield { type: 'progress', done: files.checkpoint.items, total };
        signal?.throwIfAborted();
      }
    }

    const { rows, rejected } = files.checkpoint;
    for (const n of complete ? [] : arrays) await files.overwriteStart(n, formatNpyHeader(rows, embedder.dimension));
    await files.complete();
    if (complete) yield* earlierRejects(`${prefix}.rejected.jsonl`);
    await writeRecord(prefix, job, { rows, rejected });
    await files.forget();
    return {
      images: total,
      features: rows,
      rejected,
      resumed,
      alreadyComplete: false,
      ...(files.startedOver === undefined ? {} : { startedOver: files.startedOver }),
      joined: true,
      files: fileNames(prefix, job.format),
    };
  } finally {
    await files.close();
  }
}

async function* part(
  items: Iterable<ListItem> | AsyncIterable<ListItem>,
  start: number,
  end: number,
): AsyncGenerator<ListItem> {
  let at = 0;
  if (start === end) return;
  for await (const item of items) {
    if (at >= start) yield item;
    at += 1;
    if (at === end) return;
  }
}
