import { chooseEngine } from '@fairface/engine';

export const ENGINES = ['cpu', 'wasm', 'native'] as const;
export type TestEngine = (typeof ENGINES)[number];

/** A test on one engine; where TensorFlow cannot be had, its test is left out, and says so. */
export function itOn(engine: TestEngine, name: string, test: () => void | Promise<void>, timeout?: number): void {
  it(
    name,
    async () => {
      const missing = await start(engine);
      if (missing === undefined) await test();
      else console.warn(`SKIPPED '${name}': ${missing}`);
    },
    timeout,
  );
}

async function start(engine: TestEngine): Promise<string | undefined> {
  try {
    await chooseEngine({ engine });
    return undefined;
  } catch (error) {
    if (engine !== 'native') throw error;
    return String(error);
  }
}
