import { installNativeEngine } from '../install/install-native-engine';
import { fakeSteps } from './fake-steps';

/** Run as a process of its own: starts an installation that hangs half way, says so, and waits to be killed. */
const steps = fakeSteps(process.argv[2] ?? '');
void installNativeEngine(
  {},
  {
    ...steps,
    buildAddon: async () => {
      process.stdout.write('half way');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    },
  },
);
