import type { AdaFaceOptions } from '../margins/adaface';
import type { ArcFaceOptions } from '../margins/arcface';
import type { CifpOptions } from '../margins/cifp';
import type { CombinedMarginOptions } from '../margins/combined-margin';
import type { CosFaceOptions } from '../margins/cosface';
import type { CurricularFaceOptions } from '../margins/curricularface';
import type { MagFaceOptions } from '../margins/magface';

interface Scaled {
  /** s, by which cosines are multiplied before the soft-max. @default 64 */
  readonly scale?: number;
}

export interface SubCenterOptions extends ArcFaceOptions {
  /** K, centres a class. @default 3 */
  readonly subCenters?: number;
}

/** A head and its constants, plain data. */
export type HeadOptions = Scaled &
  (
    | ({ readonly type: 'arcface' } & ArcFaceOptions)
    | ({ readonly type: 'cosface' } & CosFaceOptions)
    | ({ readonly type: 'combined-margin' } & CombinedMarginOptions)
    | ({ readonly type: 'adaface' } & AdaFaceOptions)
    | ({ readonly type: 'curricularface' } & CurricularFaceOptions)
    | ({ readonly type: 'magface' } & MagFaceOptions)
    | ({ readonly type: 'subcenter-arcface' } & SubCenterOptions)
    | ({ readonly type: 'cifp' } & CifpOptions)
  );

export type HeadType = HeadOptions['type'];
