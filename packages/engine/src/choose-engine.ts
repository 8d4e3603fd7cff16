import { EngineError } from './engine-error';
import { ENGINES, type EngineFacts, type EngineName, type EngineStarter } from './engine-name';
import { engineStarters } from './engine-starters';

export interface ChooseEngineOptions {
  /**
   * The engine to use, or `auto` for the first of native, wasm, cpu that runs.
   * @default the environment's FAIRFACE_ENGINE, else 'auto'
   */
  readonly engine?: EngineName | 'auto';
  /** `gpu` accepts nothing but a GPU; `any` takes what the engine has and says what it is. @default 'any' */
  readonly device?: 'any' | 'gpu';
}

/** What became of one engine. */
export interface EngineTry {
  readonly name: EngineName;
  readonly ok: boolean;
  /** What it is where it runs, else why it does not. */
  readonly why: string;
}

export interface ChosenEngine {
  readonly name: EngineName;
  /** One sentence for people: what computes, and why nothing faster does. */
  readonly reason: string;
  /** Every engine tried, in order; the last one is the chosen one. */
  readonly tried: readonly EngineTry[];
  /** Version of what computes, such as `TensorFlow 2.21.0`. */
  readonly version: string;
  /** Where it computes: for the native engine what TensorFlow itself reports, not what was asked for. */
  readonly device: 'cpu' | 'gpu';
}

/**
 * Decides which tensor engine runs, makes it tfjs's current backend, ready to use, and says why.
 *
 * @throws EngineError where a forced engine cannot run, saying what failed and what to do next; `no-gpu` where a GPU
 * was asked for and is not used.
 */
export async function chooseEngine(
  options: ChooseEngineOptions = {},
  starters: Record<EngineName, EngineStarter> = engineStarters,
): Promise<ChosenEngine> {
  const { engine = process.env.FAIRFACE_ENGINE || 'auto', device = 'any' } = options;
  const names = candidates(engine);
  const tried: EngineTry[] = [];
  for (const name of names) {
    try {
      const facts = await starters[name]();
      checkDevice(name, facts, device);
      tried.push({ name, ok: true, why: facts.about });
      return { name, reason: explain(tried, engine), tried, version: facts.version, device: facts.device };
    } catch (error) {
      if (!(error instanceof EngineError) || names.length === 1) throw error;
      tried.push({ name, ok: false, why: error.message });
    }
  }
  const whys = tried.map(({ name, why }) => `${name}: ${why}`).join(' ');
  throw new EngineError(device === 'gpu' ? 'no-gpu' : 'load-failed', `No tensor engine can run. ${whys}`);
}

function candidates(engine: string): readonly EngineName[] {
  if (engine === 'auto') return ENGINES;
  const name = ENGINES.find((known) => known === engine);
  if (name !== undefined) return [name];
  throw new EngineError('wrong-input', `There is no engine '${engine}'.`, {
    next: `Choose one of auto, ${ENGINES.join(', ')}.`,
  });
}

function checkDevice(name: EngineName, facts: EngineFacts, wanted: 'any' | 'gpu'): void {
  if (wanted === 'any' || facts.device === 'gpu') return;
  throw new EngineError('no-gpu', `A GPU was asked for, and the ${name} engine computes on the CPU: ${facts.about}.`, {
    next: 'Install a GPU build of libtensorflow with the CUDA libraries it names, or ask for device any.',
  });
}

function explain(tried: readonly EngineTry[], engine: string): string {
  const chosen = tried.at(-1)?.why ?? '';
  if (engine !== 'auto') return `${chosen}, as asked.`;
  const failed = tried.filter(({ ok }) => !ok);
  if (failed.length === 0) return `${chosen}, the fastest engine.`;
  return `${chosen}, because ${failed.map(({ name, why }) => `${name} cannot run (${why})`).join(' and ')}`;
}
