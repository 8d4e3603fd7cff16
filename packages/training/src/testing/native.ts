import { chooseEngine } from '@fairface/engine';

/** A test that needs TensorFlow; where it cannot be had, it is left out, and says so. */
export function itNative(name: string, test: () => void | Promise<void>, timeout?: number): void {
  it(
    name,
    async () => {
      const missing = await startNative();
      if (missing === undefined) await test();
      else console.warn(`SKIPPED '${name}': ${missing}`);
    },
    timeout,
  );
}

async function startNative(): Promise<string | undefined> {
  try {
    await chooseEngine({ engine: 'native' });
    return undefined;
  } catch (error) {
    return String(error);
  }
}
