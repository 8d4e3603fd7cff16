import { InputError, runJob } from '@fairface/io';
import { predictPairs } from '../predict-pairs';

/** Predicts in a process of its own, whose limits can be set; prints the code and the message of an error. */
const [features = '', pairs = '', out = ''] = process.argv.slice(2);
runJob(predictPairs({ features, pairs, out, workers: 1 })).then(
  (summary) => process.stdout.write(JSON.stringify(summary)),
  (error: unknown) => {
    const code = error instanceof InputError ? error.code : 'other';
    process.stdout.write(JSON.stringify({ code, message: String(error) }));
  },
);
