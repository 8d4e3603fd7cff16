import { writeFileAtomic } from '../write-file-atomic';

/** Writes a megabyte to the path it is given, and says how that ended. */
void writeFileAtomic(process.argv[2] ?? '', 'x'.repeat(1_000_000)).then(
  () => process.stdout.write('written'),
  (error: unknown) => process.stdout.write(String(error)),
);
