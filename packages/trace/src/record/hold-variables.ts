import * as tf from '@tensorflow/tfjs';

export interface HeldVariables {
  /** Variables that were assigned to since. */
  changed(): tf.Variable[];
  /** Variables made since. */
  created(): tf.Variable[];
  /** Gives every variable the value it had. */
  restore(): void;
}

/** Remembers the values of all tfjs variables; costs no copy of their data. */
export function holdVariables(): HeldVariables {
  const registered = (): tf.Variable[] => Object.values(tf.engine().registeredVariables);
  const held = registered().map((variable) => ({ variable, value: tf.keep(tf.clone(variable)) }));
  const changes = () => held.filter(({ variable, value }) => !variable.isDisposed && variable.dataId !== value.dataId);
  const known = new Set(held.map(({ variable }) => variable));
  return {
    changed: () => changes().map(({ variable }) => variable),
    created: () => registered().filter((variable) => !known.has(variable)),
    restore() {
      for (const { variable, value } of changes()) variable.assign(value);
      for (const { value } of held) value.dispose();
    },
  };
}
