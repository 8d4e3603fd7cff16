import { dirname, resolve } from 'node:path';
import { InputError } from '@fairface/io';
import { faceApiPreprocessing, type ModelConfig, type ModelPreprocessing, resolveModel } from '@fairface/model';
import { checkTrainConfig } from './check-train-config';
import { type ConfigDocument, readConfigDocument } from './config-document';
import { configError } from './config-error';
import { rememberOrigin } from './config-origin';
import { absolutePaths, checkPaths } from './config-paths';
import { constraintSchema } from './constraint-schema';
import { explainIssues } from './explain-issues';
import { type ParsedTrainConfig, trainConfigSchema } from './train-config-schema';

/** The configuration of a training: every field is there, every path absolute. */
export interface TrainConfig extends Omit<ParsedTrainConfig, 'model' | 'preprocessing' | 'constraints'> {
  model: ModelConfig;
  /** How the pixels that the network (or the adapter's backbone) sees are cut out of crops. */
  preprocessing: Pick<ModelPreprocessing, 'template' | 'templateSize' | 'cut'>;
  constraints: NonNullable<ParsedTrainConfig['constraints']>;
}

/** What a command may set in place of the file. */
export type ConfigOverrides = Partial<Pick<TrainConfig, 'seed'>>;

/** Crops of the built-in templates. */
const TEMPLATE_SIZES: Record<string, number> = { seed256: 256, arcface112: 112 };

/**
 * Reads, checks and completes the configuration of a training (YAML or JSON).
 *
 * @throws ConfigError naming every problem with its line, field, what was expected and what was found; InputError
 * `missing-file` or `malformed-config`.
 */
export async function loadTrainConfig(file: string, overrides: ConfigOverrides = {}): Promise<TrainConfig> {
  const document = await readConfigDocument(file);
  const config = await resolveTrainConfig(document, dirname(resolve(file)));
  return rememberOrigin({ ...config, ...overrides }, document);
}

/**
 * Checks and completes what a configuration file holds.
 *
 * @param root the folder that paths are relative to
 * @throws ConfigError
 */
export async function resolveTrainConfig(document: ConfigDocument, root: string): Promise<TrainConfig> {
  const parsed = trainConfigSchema.safeParse(document.value ?? {});
  if (!parsed.success) {
    throw configError(document, explainIssues(trainConfigSchema, parsed.error.issues, document));
  }
  const problems = checkTrainConfig(parsed.data);
  if (problems.length > 0) throw configError(document, problems);
  const { config, paths } = absolutePaths(parsed.data, root);
  const missing = await checkPaths(paths);
  if (missing.length > 0) throw configError(document, missing);
  const model = modelOf(config, document);
  const { preprocessing, constraints, ...rest } = config;
  const usual = config.groups.length > 1 ? { kl: {}, entropy: {}, order: {} } : { entropy: {}, order: {} };
  return {
    ...rest,
    model,
    preprocessing: preprocess(preprocessing, model, document),
    constraints: constraints ?? constraintSchema.parse(config.groups.length === 0 ? {} : usual),
  };
}

function modelOf({ model }: ParsedTrainConfig, document: ConfigDocument): ModelConfig {
  try {
    return resolveModel(model);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw configError(document, [{ path: ['model'], message: error.message }]);
  }
}

function preprocess(
  given: ParsedTrainConfig['preprocessing'],
  model: ModelConfig,
  document: ConfigDocument,
): TrainConfig['preprocessing'] {
  if (model.preset === 'adapter') return pick(faceApiPreprocessing);
  const template = given.template ?? (model.inputSize === 248 ? 'seed256' : 'arcface112');
  const templateSize = given.templateSize ?? TEMPLATE_SIZES[template];
  if (templateSize === undefined) {
    throw configError(document, [
      {
        path: ['preprocessing', 'templateSize'],
        message: 'is missing',
        expected: `the side of the crops of template "${template}" in pixels`,
      },
    ]);
  }
  const margin = template === 'seed256' && templateSize === 256 ? 4 : 0;
  const side = templateSize - 2 * margin;
  const cut = given.cut ?? { x: margin, y: margin, width: side, height: side };
  if (cut.x + cut.width > templateSize || cut.y + cut.height > templateSize) {
    throw configError(document, [
      {
        path: ['preprocessing', 'cut'],
        message: 'is not inside the crop',
        expected: `a rectangle inside ${templateSize} x ${templateSize} pixels`,
        found: `x ${cut.x}, y ${cut.y}, ${cut.width} x ${cut.height}`,
      },
    ]);
  }
  return { template, templateSize, cut };
}

const pick = ({ template, templateSize, cut }: TrainConfig['preprocessing']): TrainConfig['preprocessing'] => ({
  template,
  templateSize,
  cut,
});

/** From crops to the numbers that the network (or the adapter's backbone) sees. */
export function modelPreprocessing({ model, preprocessing }: TrainConfig): ModelPreprocessing {
  const inputSize = model.preset === 'adapter' ? faceApiPreprocessing.inputSize : model.inputSize;
  return { ...preprocessing, inputSize, channelOrder: 'rgb', scale: 1 / 255 };
}
