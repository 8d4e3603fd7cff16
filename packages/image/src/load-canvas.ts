import { createRequire } from 'node:module';
import type * as Canvas from '@napi-rs/canvas';

/** `@napi-rs/canvas`, loaded by its first use: that takes 40 ms, which a thread that reads JPEG alone never needs. */
export function loadCanvas(): typeof Canvas {
  return createRequire(__filename)('@napi-rs/canvas') as typeof Canvas;
}
