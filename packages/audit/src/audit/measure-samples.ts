import { type CarryOver, withoutDifferences } from './groups-alike';
import { emptyValues, type GroupSamples } from './resampled-groups';
import type { GroupValues, MeasureDefinition, Resample } from './summary-measures';

/** A measure in each sample, and what chance alone makes of it there. */
export interface MeasuredSamples {
  resampled: Float64Array;
  chance: Float64Array;
}

/** All measures of each sample in turn, so that values of groups that are alike are made once and not kept. */
export function measureSamples(
  definitions: readonly MeasureDefinition[],
  samples: GroupSamples,
  carryOver: CarryOver,
  given: Omit<Resample, 'sample' | 'alike'>,
): Map<MeasureDefinition, MeasuredSamples> {
  const column = (): Float64Array => new Float64Array(samples.length);
  const measured = definitions.map(() => ({ resampled: column(), chance: column() }));
  const alike = emptyValues(given.point.fmr.length);
  for (let r = 0; r < samples.length; r++) {
    const sample = samples.at(r) as GroupValues;
    withoutDifferences(sample, given.point, given.common, carryOver, alike);
    for (let d = 0; d < definitions.length; d++) {
      const definition = definitions[d] as MeasureDefinition;
      const { resampled, chance } = measured[d] as MeasuredSamples;
      resampled[r] = definition.value(sample);
      chance[r] = definition.chance?.({ ...given, sample, alike }) ?? definition.value(alike);
    }
  }
  return new Map(definitions.map((definition, d) => [definition, measured[d] as MeasuredSamples]));
}
