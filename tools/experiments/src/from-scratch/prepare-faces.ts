import { join } from 'node:path';
import { cropRecords } from '@fairface/crop';
import { readList, readTable, runJob, writeFileAtomic } from '@fairface/io';
import { splitPeople } from '../adapter/split-people';
import { cropName, facesFolder, race2 } from '../faces-folder';

/** One face of the experiment. */
export interface Face {
  path: string;
  subject: string;
  attributes: { gender: string; race2: string; race: string };
  /** Whether its person was split off for validation. */
  held: boolean;
}

/** What the trainings read. */
export interface PreparedFaces {
  faces: Face[];
  /** Folder of the crops, 112 pixels. */
  crops: string;
  /** `faces.csv`: path, subject, gender, race2, part (`train` or `held`). */
  table: string;
  /** The groups, and their pair lists: all genuine pairs of the people that are trained on. */
  groups: { name: string; gender: string; race2: string; pairs: string; images: number; people: number }[];
}

/** One of so many people is split off. */
const PARTS = 4;

/**
 * Crops faces, splits people off for validation (the same share of every group) and writes what trainings read.
 *
 * @throws InputError where the folder lacks `attributes.csv` or `record.txt`.
 */
export async function prepareFaces(folder: string, work: string): Promise<PreparedFaces> {
  const { table, records } = facesFolder(folder);
  const crops = join(work, 'crops');
  const { list } = await runJob(cropRecords({ records, root: folder, out: crops, template: 'arcface112' }));
  const faces = await readFaces(table, list);
  const written = join(work, 'faces.csv');
  const rows = faces.map(({ path, subject, attributes: { gender, race2 }, held }) =>
    [path, subject, gender, race2, held ? 'held' : 'train'].join(','),
  );
  await writeFileAtomic(written, `${['path,subject,gender,race2,part', ...rows].join('\n')}\n`);
  return { faces, crops, table: written, groups: await writeGroups(faces, work) };
}

async function readFaces(table: string, list: string): Promise<Face[]> {
  const cropped = new Set<string>();
  for await (const { path } of readList(list)) cropped.add(path);
  const faces: Face[] = [];
  for await (const { row } of readTable(table, { columns: ['path', 'subject', 'gender', 'race'] })) {
    const { path = '', subject = '', gender = '', race = '' } = row;
    if (!cropped.has(cropName(path))) continue;
    const attributes = { gender, race, race2: race2(race) };
    faces.push({ path, subject, attributes, held: false });
  }
  const parts = splitPeople(
    faces.map(({ subject }) => subject),
    faces.map(({ attributes: { gender, race2 } }) => `${gender}/${race2}`),
    PARTS,
    1,
  );
  return faces.map((face, n) => ({ ...face, held: parts[n] === 0 }));
}

async function writeGroups(faces: readonly Face[], work: string): Promise<PreparedFaces['groups']> {
  const groups: PreparedFaces['groups'] = [];
  for (const gender of ['female', 'male']) {
    for (const race2 of ['other', 'white']) {
      const own = faces.filter(
        ({ held, attributes }) => !held && attributes.gender === gender && attributes.race2 === race2,
      );
      const pairs = own.flatMap((a, at) =>
        own.slice(at + 1).flatMap((b) => (a.subject === b.subject ? [`${a.path}\t${b.path}\t1`] : [])),
      );
      const file = join(work, `${gender}-${race2}.pairs`);
      await writeFileAtomic(file, `${pairs.join('\n')}\n`);
      const people = new Set(own.map(({ subject }) => subject)).size;
      groups.push({ name: `${gender}_${race2}`, gender, race2, pairs: file, images: own.length, people });
    }
  }
  return groups;
}
