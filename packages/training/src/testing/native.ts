import { chooseEngine, type EngineName } from '@fairface/engine';

/** A test that needs TensorFlow; where it cannot be had, it is left out, and says so. */
export function itNative(name: string, test: () => void | Promise<void>, timeout?: number): void {
  it(
    name,
    async () => {
      const missing = await whyMissing('native');
      if (missing === undefined) await test();
      else console.warn(`SKIPPED '${name}': ${missing}`);
    },
    timeout,
  );
}

/** Starts an engine; where it is TensorFlow and cannot be had, tells why. */
export async function whyMissing(engine: EngineName): Promise<string | undefined> {
  try {
    await chooseEngine({ engine });
    return undefined;
  } catch (error) {
    if (engine !== 'native') throw error;
    return String(error);
  }
}
