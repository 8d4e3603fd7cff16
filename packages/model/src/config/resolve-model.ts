import { InputError } from '@fairface/io';
import { type ModelConfig, modelConfigSchema, type ModelOptions, modelOptionsSchema } from './model-config';
import { presetConfigs, presets } from './presets';

/**
 * Every field of a network: those given, and the preset's for the rest. What it returns resolves to itself.
 *
 * @throws InputError `unknown-preset` or `invalid-model` naming the field, what was expected and what was found.
 */
export function resolveModel(options: ModelOptions): ModelConfig {
  const { preset } = options;
  if (!presets.includes(preset)) {
    throw new InputError({
      code: 'unknown-preset',
      message: 'there is no such model preset',
      expected: presets.join(', '),
      found: String(preset),
    });
  }
  const given = modelOptionsSchema.safeParse(options);
  if (!given.success) throw invalid(given.error.issues[0]);
  const defined = Object.fromEntries(Object.entries(given.data).filter(([, value]) => value !== undefined));
  const resolved = modelConfigSchema.safeParse({ ...presetConfigs[preset], ...defined });
  if (!resolved.success) throw invalid(resolved.error.issues[0]);
  return resolved.data;
}

function invalid(issue: { path: PropertyKey[]; message: string } | undefined): InputError {
  const field = ['model', ...(issue?.path ?? [])].join('.');
  return new InputError({ code: 'invalid-model', message: `${field}: ${issue?.message ?? 'not a model'}` });
}
