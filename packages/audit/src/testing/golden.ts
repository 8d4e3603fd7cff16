import { verificationDataFromRecords } from '../read/verification-data-from-records';
import type { VerificationData } from '../read/verification-data';
import metrics from '../fixtures/metrics.json';

/** Synthetic verification scores with values computed independently in float64; `about` in the file says how. */
export const golden = metrics;

/** The same scores as columns; gender and skin are those of the person, age and glasses those of the image. */
export function goldenData(): VerificationData {
  const images = golden.templates.map(([subject = 0, age = 0, glasses = 0], id) => {
    const [gender = 0, skin = 0] = golden.subjects[subject] ?? [];
    return { id: String(id), subject: String(subject), attributes: { gender, skin, age, glasses } };
  });
  const pairs = golden.pairs.map(([a = 0, b = 0, , score = 0]) => ({ id1: String(a), id2: String(b), score }));
  return verificationDataFromRecords(images, pairs);
}
