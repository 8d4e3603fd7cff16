import { workerFile } from '@fairface/io';
import Piscina from 'piscina';
import type { CropOutcome, CropSettings, CropTask } from './cropper';

/** Something that crops faces, a few at a call and several calls at once. */
export interface CropPool {
  run(tasks: CropTask[]): Promise<CropOutcome[]>;
  /** Ends the workers. */
  destroy(): Promise<void>;
}

/** Worker threads that crop. */
export function startCropPool(settings: CropSettings, workers: number): CropPool {
  return new Piscina<CropTask[], CropOutcome[]>({
    ...workerFile(__dirname, 'crop-worker'),
    minThreads: workers,
    maxThreads: workers,
    workerData: settings,
  });
}
