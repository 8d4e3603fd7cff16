import { adaface } from '../margins/adaface';
import { arcface } from '../margins/arcface';
import { cifp } from '../margins/cifp';
import { combinedMargin } from '../margins/combined-margin';
import { cosface } from '../margins/cosface';
import { curricularface } from '../margins/curricularface';
import { magface } from '../margins/magface';
import type { Margin } from '../margins/margin';
import type { HeadOptions, HeadType } from './head-options';

type Margins = { [Type in HeadType]: (options: Extract<HeadOptions, { type: Type }>) => Margin };

const margins: Margins = {
  arcface,
  cosface,
  'combined-margin': combinedMargin,
  adaface,
  curricularface,
  magface,
  'subcenter-arcface': arcface,
  cifp,
};

/** Names of the heads. */
export const headTypes = Object.keys(margins) as readonly HeadType[];

export function createMargin(options: HeadOptions): Margin {
  const create = margins[options.type] as ((options: HeadOptions) => Margin) | undefined;
  if (create === undefined) {
    throw new Error(`There is no head of type '${String(options.type)}'; there are ${headTypes.join(', ')}.`);
  }
  return create(options);
}
