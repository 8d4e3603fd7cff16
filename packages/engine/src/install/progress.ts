/** What the installation is doing now. */
export type InstallStep = 'wait' | 'package' | 'download' | 'unpack' | 'build' | 'verify' | 'link';

export interface InstallProgress {
  readonly step: InstallStep;
  /** Bytes done so far, where the step counts them. */
  readonly done?: number;
  /** Bytes in all, where known. */
  readonly total?: number;
}

export type OnProgress = (progress: InstallProgress) => void;

/** What every step of the installation may use. */
export interface StepOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}
