import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { table } from '../table';
import { fairface, makeData, scratch } from '../scratch';

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
  const run = (program: string, args: string[]) => async () => {
    rmSync(out, { recursive: true, force: true });
    return (await measureProcess(program, args)).seconds;
  };
  const comparison = await compare(
    [
      { name: 'fairface crop', run: run(process.execPath, ours) },
      { name: 'OpenCV, 2 processes', run: run(peers.python, theirs) },
    ],
    rounds,
  );
  return table('crop: 2,000 photographs of 640 x 480 to 256 x 256, whole process', comparison);
}
