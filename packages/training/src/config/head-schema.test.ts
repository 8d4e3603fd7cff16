import { createHead, headTypes } from '@fairface/losses';
import type { z } from 'zod';
import { headSchema } from './head-schema';

type Head = z.infer<typeof headSchema>;

/** The head with each of its numbers, one after the other, exchanged. */
function* changedHeads(head: Head, value: number): Generator<object> {
  for (const [field, usual] of Object.entries(head) as [string, unknown][]) {
    if (typeof usual === 'number') yield { ...head, [field]: value };
    if (Array.isArray(usual)) for (const at of usual.keys()) yield { ...head, [field]: usual.with(at, value) };
  }
}

const VALUES = [-1, 0, 1e-7, 1e-5, 0.4, 1, 2, 2.1, 3.1, 3.2, 10, 11, 100, 101, 1e4, 1e5, 1e300];

describe('headSchema', () => {
  it.each(headTypes)('takes no %s that cannot be made', (type) => {
    const usual = headSchema.parse({ type });
    const taken = VALUES.flatMap((value) => [...changedHeads(usual, value)]).flatMap((head) => {
      const { success, data } = headSchema.safeParse(head);
      return success ? [data] : [];
    });
    expect(taken.length).toBeGreaterThan(VALUES.length);
    for (const head of taken) {
      expect([head, whyNot(() => createHead(head))]).toEqual([head, undefined]);
    }
  });
});

function whyNot(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    // Which of two numbers is the smaller one no field tells alone.
    return String(error).includes('the first must be below the second') ? undefined : String(error);
  }
}
