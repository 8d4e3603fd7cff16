import { dirname } from 'node:path';
import { checkCrops } from '@fairface/features';
import { modelPreprocessing, type TrainConfig } from '../config/load-train-config';

/** Where a source's images are, as a configuration names it. */
type SourceFiles = Pick<TrainConfig['branches'][number], 'folder' | 'list' | 'table' | 'root'>;

/**
 * Makes sure that a source's crops are of the template that the training is for: those of another one would teach the
 * network what it never sees again, or judge it by what it was not trained for.
 *
 * @throws InputError `wrong-template`
 */
export async function checkTemplate({ folder, list, table, root }: SourceFiles, config: TrainConfig): Promise<void> {
  const file = list ?? table;
  const images = folder ?? root ?? (file === undefined ? undefined : dirname(file));
  if (images !== undefined) await checkCrops(images, 'to be trained', modelPreprocessing(config));
}
