import * as tf from '@tensorflow/tfjs';
import type { NodeBackend } from '../node-backend';
import { TraceError } from '../trace-error';
import { forgetValues } from './forget-values';
import { gatherWithoutCheck } from './gather-kernel';
import type { Recorder } from './recorder';

let active: Recorder | undefined;

/** Who records now, if anybody does. */
export function activeRecorder(): Recorder | undefined {
  return active;
}

/**
 * Runs `run` while `recorder` sees every operation of the backend, every tensor made from values and every attempt to
 * read one or to draw a random number. All is as before when it returns or throws. `run` is synchronous: nothing else of
 * the program can come between.
 */
export function withHooks<T>(backend: NodeBackend, recorder: Recorder, run: () => T): T {
  if (active !== undefined)
    throw new TraceError('unsupported', 'A function that is being recorded cannot start a trace.');
  active = recorder;
  const undo = [hookBackend(backend, recorder), hookRandom(recorder), replaceKernel(gatherWithoutCheck)];
  try {
    return run();
  } finally {
    for (const restore of undo) restore();
    active = undefined;
  }
}

function hookBackend(backend: NodeBackend, recorder: Recorder): () => void {
  const { executeSingleOutput, executeMultipleOutputs, readSync, write } = backend;
  const forget = forgetValues(backend);
  return override<NodeBackend>(backend, {
    executeSingleOutput(op, attributes, inputs) {
      const finish = recorder.record(op, attributes, inputs);
      const output = executeSingleOutput.call(backend, op, attributes, inputs);
      finish([output]);
      forget(inputs, [output]);
      return output;
    },
    executeMultipleOutputs(op, attributes, inputs, count) {
      const finish = recorder.record(op, attributes, inputs);
      const outputs = executeMultipleOutputs.call(backend, op, attributes, inputs, count);
      finish(outputs);
      forget(inputs, outputs);
      return outputs;
    },
    readSync(dataId) {
      recorder.checkRead(dataId);
      return readSync.call(backend, dataId);
    },
    async read(dataId) {
      try {
        recorder.checkRead(dataId);
      } catch {
        // The recorder keeps the refusal. A rejection here would reach nobody: its promise outlives the recording.
        return new Promise(() => undefined);
      }
      return readSync.call(backend, dataId);
    },
    write(values, shape, dtype) {
      const dataId = write.call(backend, values, shape, dtype);
      recorder.made(dataId, { shape, dtype });
      return dataId;
    },
    runSavedModel() {
      throw recorder.refuse('unsupported', 'it runs another graph.', 'Make both of them functions of one trace.');
    },
  });
}

function hookRandom(recorder: Recorder): () => void {
  return override(Math, {
    random() {
      throw recorder.refuseRandom('Math.random was called, and every call of the graph would repeat what it drew.');
    },
  });
}

/** Replaces methods of one object; returns what puts them back. */
function override<T extends object>(target: T, methods: Partial<T>): () => void {
  const names = Object.keys(methods);
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  Object.assign(target, methods);
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, descriptor);
    }
  };
}

function replaceKernel(config: tf.KernelConfig): () => void {
  const before = tf.getKernel(config.kernelName, config.backendName);
  const put = (kernel: tf.KernelConfig): void => {
    tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    tf.registerKernel(kernel);
  };
  put(config);
  return () => put(before);
}
