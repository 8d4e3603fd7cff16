import { workerData } from 'piscina';
import { Cropper, type CropOutcome, type CropSettings, type CropTask } from './cropper';

const cropper = new Cropper(workerData as CropSettings);

/** Crops a few faces in a worker thread: paths and numbers come in, outcomes go out, pixels stay here. */
export default function cropInWorker(tasks: CropTask[]): Promise<CropOutcome[]> {
  return cropper.run(tasks);
}
