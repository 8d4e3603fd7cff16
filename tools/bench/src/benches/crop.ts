import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { table } from '../table';
import { fairface, makeData, scratch } from '../scratch';

/** 2,000 photographs of 640 x 480 to aligned crops with both cores, whole commands: fairface against OpenCV. */
export async function benchCrop(rounds: number): Promise<string> {
  const peers = findPeers(['cv2', 'numpy']);
  if (peers === undefined) return 'crop: skipped';
  const photos = await makeData(peers, 'photos', 'photos');
  const record = join(photos, 'record.txt');
  const out = join(scratch, 'crops');
  const ours = [fairface, 'crop', record, '--root', photos, '--out', join(out, 'fairface'), '--overwrite', '--quiet'];
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
  const comparison = await compare(
    [
      { name: 'fairface crop', run: async () => (await measureProcess(process.execPath, ours)).seconds },
      { name: 'OpenCV, 2 processes', run: async () => (await measureProcess(peers.python, theirs)).seconds },
    ],
    rounds,
  );
  return table('crop: 2,000 photographs of 640 x 480 to 256 x 256, whole process', comparison);
}
