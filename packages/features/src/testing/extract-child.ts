import { runJob } from '@fairface/io';
import { extractFeatures } from '../extract-features';
import type { ExtractOptions } from '../extract-options';
import { fakeEmbedder } from './fake-embedder';

/** Runs one extraction in a process of its own, to be killed; tells its parent of every event. */
process.once('message', (message) => {
  const options = message as Omit<ExtractOptions, 'embedder'>;
  void runJob(extractFeatures({ ...options, embedder: fakeEmbedder(5) }), (event) => {
    process.send?.(event);
  }).then(() => process.disconnect());
});
