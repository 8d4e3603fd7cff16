import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { fairface, makeData, scratch } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';

/**
 * 2,000 photographs of 640 x 480 to aligned crops with both cores, whole commands: fairface against OpenCV. Both write
 * into an empty folder: to replace a file costs a file system more than to make one.
 */
export async function benchCrop(rounds: number): Promise<string> {
  const peers = findPeers(['cv2', 'numpy']);
  if (peers === undefined) return 'crop: skipped';
  const photos = await makeData(peers, 'photos', 'photos');
  const record = join(photos, 'record.txt');
  const out = join(scratch, 'crops');
  const ours = [fairface, 'crop', record, '--root', photos, '--out', join(out, 'fairface'), '--quiet'];
  const theirs = [
    join(peers.folder, 'crop.py'),
    record,
    '--root',
    photos,
    '--out',
    join(out, 'opencv'),
    '--workers',
    '2',
  ];
  const processors: Record<string, number[]> = {};
  const contender = (name: string, program: string, args: string[]) => ({
    name,
    run: async () => {
      rmSync(out, { recursive: true, force: true });
      const { seconds, cpuSeconds } = await measureProcess(program, args);
      (processors[name] ??= []).push(cpuSeconds);
      return seconds;
    },
  });
  const comparison = await compare(
    [contender('fairface crop', process.execPath, ours), contender('OpenCV, 2 processes', peers.python, theirs)],
    rounds,
  );
  const cpu = Object.fromEntries(Object.entries(processors).map(([name, all]) => [name, median(all).toFixed(2)]));
  return table('crop: 2,000 photographs of 640 x 480 to 256 x 256, whole process', comparison, {
    'CPU s': cpu,
  });
}
