import { installNativeEngine, type InstallProgress, type NativeSource } from '@fairface/engine';
import { InputError } from '@fairface/io';
import type { GlobalOptions } from '../cli/global-options';
import { duration } from '../cli/progress';
import { runCommand } from '../cli/run-command';

export interface EngineInstallFlags extends GlobalOptions {
  from: 'pip' | 'url' | 'dir';
  url?: string;
  sha256?: string;
  dir?: string;
  force: boolean;
}

const DOING: Record<InstallProgress['step'], string> = {
  wait: 'waiting for another installation',
  package: 'fetching the JavaScript half',
  download: 'downloading TensorFlow',
  unpack: 'unpacking TensorFlow',
  build: 'building the addon',
  verify: 'checking that it runs',
  link: 'linking',
};

/** Runs `fairface engine install`. */
export async function runEngineInstall(flags: EngineInstallFlags): Promise<void> {
  await runCommand(flags, async ({ logger, signal }) => {
    let step: string | undefined;
    const result = await installNativeEngine({
      ...sourceOf(flags),
      force: flags.force,
      signal,
      onProgress: (progress) => {
        if (progress.step !== step) logger.info(progress, `${DOING[progress.step]} ...`);
        step = progress.step;
      },
    });
    const how = result.fromCache ? 'from the cache' : `in ${duration(result.seconds)}`;
    return {
      summary: { ...result },
      text: `native engine ready: TensorFlow ${result.tensorflow}, ${how}: ${result.folder}`,
    };
  });
}

function sourceOf({ from, url, sha256, dir }: EngineInstallFlags): NativeSource {
  if (from === 'url') return { from, url, sha256 };
  if (from === 'pip') return { from };
  if (dir !== undefined) return { from, dir };
  throw new InputError({
    code: 'missing-flag',
    message: '--from dir needs --dir',
    hint: 'Name the folder with --dir FOLDER',
  });
}
