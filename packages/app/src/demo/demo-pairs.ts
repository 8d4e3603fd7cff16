/** A pair of the demo and what is known of it. */
export interface DemoPair {
  first: string;
  second: string;
  /** 1: a face and a disturbed copy of itself; 0: two faces that are not the same picture. */
  label: 0 | 1;
  /** How the second image was disturbed; `other` for another face. */
  kind: string;
}

/** A face of the demo: its crop, and the disturbed copies by the name of the disturbance. */
export interface DemoFace {
  crop: string;
  copies: Record<string, string>;
}

/** Every face against each disturbed copy of itself, and against the crop and the copies of every other face. */
export function demoPairs(faces: readonly DemoFace[]): DemoPair[] {
  return faces.flatMap(({ crop: first, copies }, n) => [
    ...Object.entries(copies).map(([kind, second]): DemoPair => ({ first, second, label: 1, kind })),
    ...faces.flatMap((other, m) => {
      if (m === n) return [];
      // Two crops make one pair, whichever comes first.
      const seconds = m > n ? [other.crop, ...Object.values(other.copies)] : Object.values(other.copies);
      return seconds.map((second): DemoPair => ({ first, second, label: 0, kind: 'other' }));
    }),
  ]);
}
