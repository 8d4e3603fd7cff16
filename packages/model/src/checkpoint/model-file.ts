import { z } from 'zod';
import { modelConfigSchema } from '../config/model-config';
import { preprocessingSchema } from './model-preprocessing';

export const WEIGHTS_FILE = 'model.safetensors';
export const DESCRIPTION_FILE = 'model.json';

/** What `model.json` holds. */
export const modelFileSchema = z.strictObject({
  format: z.literal('fairface-model'),
  version: z.literal(1),
  model: modelConfigSchema,
  preprocessing: preprocessingSchema,
  /** Numbers in model.safetensors. */
  parameters: z.int(),
  /** SHA-256 of model.safetensors; a file without it is not checked. */
  sha256: z.string().optional(),
  /** Where the weights come from: anything that JSON can hold. */
  provenance: z.record(z.string(), z.unknown()),
});

export type ModelFile = z.infer<typeof modelFileSchema>;
