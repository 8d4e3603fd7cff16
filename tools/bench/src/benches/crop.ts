import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { fairface, makeData, scratch } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';

/**
 * 2,000 photographs of 640 x 480 to aligned crops with both cores, whole commands: fairface against OpenCV. Every
 * run writes into a new folder, and all are removed at the end: to replace a file costs a file system more than to make
 * one, and so does, on ext4, to make files right after others were deleted.
 */
export async function benchCrop(rounds: number): Promise<string> {
  const peers = findPeers(['cv2', 'numpy']);
  if (peers === undefined) return 'crop: skipped';
  const photos = await makeData(peers, 'photos', 'photos');
  const record = join(photos, 'record.txt');
  const out = mkdtempSync(join(scratch, 'crops-'));
  const ours = [fairface, 'crop', record, '--root', photos, '--quiet', '--out'];
  const theirs = [join(peers.folder, 'crop.py'), record, '--root', photos, '--workers', '2', '--out'];
  const processors: Record<string, number[]> = {};
  const contender = (name: string, program: string, args: string[]) => ({
    name,
    run: async () => {
      const { seconds, cpuSeconds } = await measureProcess(program, [...args, mkdtempSync(join(out, 'run-'))]);
      (processors[name] ??= []).push(cpuSeconds);
      return seconds;
    },
  });
  const comparison = await compare(
    [contender('fairface crop', process.execPath, ours), contender('OpenCV, 2 processes', peers.python, theirs)],
    rounds,
  );
  rmSync(out, { recursive: true });
  const cpu = Object.fromEntries(Object.entries(processors).map(([name, all]) => [name, median(all).toFixed(2)]));
  return table('crop: 2,000 photographs of 640 x 480 to 256 x 256, whole process', comparison, {
    'CPU s': cpu,
  });
}
