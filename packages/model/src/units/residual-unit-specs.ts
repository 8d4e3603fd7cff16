import type { ResNetConfig } from '../config/model-config';
import { exciteSpecs } from '../layers/excite';
import { batchNormSpecs, kernelSpec, type ParameterSpec, slopeSpec } from '../network/parameter-spec';
import type { UnitPlan } from '../network/plan-resnet';

/** The parameters of a residual unit, in the order in which the forward pass meets them. */
export function residualUnitSpecs(plan: UnitPlan, activation: ResNetConfig['activation']): ParameterSpec[] {
  const { name, inputs, outputs, projects, squeezed } = plan;
  return [
    ...(plan.type === 'bottleneck' ? bottleneckSpecs(plan, activation) : basicSpecs(plan, activation)),
    ...(squeezed === undefined ? [] : exciteSpecs(name, outputs, squeezed)),
    ...(projects
      ? [kernelSpec(`${name}/shortcut/conv`, 1, inputs, outputs), ...batchNormSpecs(`${name}/shortcut/bn`, outputs)]
      : []),
  ];
}

function bottleneckSpecs(
  { name, inputs, inner, outputs }: UnitPlan,
  activation: ResNetConfig['activation'],
): ParameterSpec[] {
  return [
    ...batchNormSpecs(`${name}/bn1`, inputs),
    kernelSpec(`${name}/conv1`, 1, inputs, inner),
    ...batchNormSpecs(`${name}/bn2`, inner),
    ...slopes(`${name}/act1`, inner, activation),
    kernelSpec(`${name}/conv2`, 3, inner, inner),
    ...batchNormSpecs(`${name}/bn3`, inner),
    ...slopes(`${name}/act2`, inner, activation),
    kernelSpec(`${name}/conv3`, 1, inner, outputs),
    ...batchNormSpecs(`${name}/bn4`, outputs),
  ];
}

function basicSpecs({ name, inputs, outputs }: UnitPlan, activation: ResNetConfig['activation']): ParameterSpec[] {
  return [
    ...batchNormSpecs(`${name}/bn1`, inputs),
    kernelSpec(`${name}/conv1`, 3, inputs, outputs),
    ...batchNormSpecs(`${name}/bn2`, outputs),
    ...slopes(`${name}/act1`, outputs, activation),
    kernelSpec(`${name}/conv2`, 3, outputs, outputs),
    ...batchNormSpecs(`${name}/bn3`, outputs),
  ];
}

const slopes = (name: string, channels: number, activation: ResNetConfig['activation']): ParameterSpec[] =>
  activation === 'prelu' ? [slopeSpec(name, channels)] : [];
