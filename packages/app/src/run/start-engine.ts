import { chooseEngine } from '@fairface/engine';
import type { EngineChoice } from '../cli/global-options';
import type { CommandContext } from '../cli/run-command';

/** Chooses the tensor engine, says which and why, and gives its name. */
export async function startEngine(engine: EngineChoice, { logger }: Pick<CommandContext, 'logger'>): Promise<string> {
  const choice = await chooseEngine({ engine });
  logger.info({ engine: choice }, `engine ${choice.name}: ${choice.reason}`);
  return choice.name;
}
