import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { binsOption, namesOption } from '../cli/attribute-options';
import { examples } from '../cli/examples';
import { addGlobalOptions, fraction, positiveInteger } from '../cli/global-options';
import type { ApplyFlags, FitFlags } from '../run/mitigate';
import type * as mitigateRun from '../run/mitigate';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

const METHODS = ['group-thresholds', 'fsn', 'faircal', 'cohort-group', 'cohort-z', 'cohort-t'] as const;

/** `fairface mitigate`. */
export function mitigateCommand(): Command {
  return new Command('mitigate')
    .description('correct scores so that groups are treated alike: fit on some people, judge on the others')
    .addCommand(fitCommand())
    .addCommand(applyCommand())
    .addHelpText(
      'after',
      `
Methods:
  group-thresholds  shift scores by the groups' own thresholds; the groups must be known when a pair is scored
  fsn               the same with clusters of the features for groups (fair score normalisation); no attributes later
  faircal           scores become probabilities by clusters of the features (FairCal); no attributes later
  cohort-group      mean and deviation of impostor scores within a group (M3)
  cohort-z          mean and deviation of the first image's scores against a cohort (M1; with --by M1.1)
  cohort-t          the same of the second image (M2; with --by M2.1)
${examples(
  'fairface mitigate fit predictions.csv --attributes faces.csv --method group-thresholds --by gender,race --out fit.json',
  'fairface mitigate apply predictions.csv --parameters fit.json --attributes faces.csv --held-out --out calibrated.csv',
  'fairface audit calibrated.csv --before predictions.csv --mitigation fit.json --attributes faces.csv --out audit',
)}`,
    );
}

function fitCommand(): Command {
  const command = new Command('fit')
    .description('fit a correction of scores on one part of the people and save it')
    .argument('<predictions>', 'scored pairs: CSV with a header, rows first,second,score[,label]; larger is more alike')
    .requiredOption('--attributes <table>', 'CSV with path or id, subject, and attributes')
    .addOption(
      new Option('--method <name>', 'what to fit: see "fairface mitigate --help"')
        .choices(METHODS)
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'the parameters, as JSON')
    .addOption(namesOption('--by', 'attributes that make the groups'))
    .addOption(binsOption())
    .option('--features <file>', 'features of the images, for fsn and faircal: test.fea.mean or test.fea.mean.npy')
    .option('--clusters <n>', 'clusters of the features, for fsn and faircal', positiveInteger, 100)
    .option('--fmr <rate>', 'the false match rate of the thresholds, for group-thresholds and fsn', fraction, 1e-3)
    .option('--share <s>', 'share of the people to fit on; the others are held out to judge on; 1 = all', fraction, 0.5)
    .addHelpText(
      'after',
      examples(
        'fairface mitigate fit predictions.csv --attributes faces.csv --method group-thresholds --by gender,race --out fit.json',
        'fairface mitigate fit predictions.csv --attributes faces.csv --method faircal --features test.fea.mean --out fit.json',
      ),
    );
  return addGlobalOptions(command).action(async (predictions: string, flags: FitFlags) => {
    const { runFit } = load('../run/mitigate') as typeof mitigateRun;
    await runFit(predictions, flags);
  });
}

function applyCommand(): Command {
  const command = new Command('apply')
    .description('rewrite the scores of a pair file with a fitted correction')
    .argument('<predictions>', 'scored pairs: CSV with a header, rows first,second,score[,...]')
    .requiredOption('--parameters <file>', 'what "fairface mitigate fit" saved')
    .requiredOption('--out <file>', 'the pair file with corrected scores; everything else in it stays as it is')
    .option('--attributes <table>', 'CSV with path or id, subject, and attributes: for groups and for --held-out')
    .option('--features <file>', 'features of the images, for fsn and faircal')
    .option('--held-out', 'only pairs of people that the correction was not fitted on: those to judge it by', false)
    .addHelpText(
      'after',
      examples(
        'fairface mitigate apply predictions.csv --parameters fit.json --attributes faces.csv --held-out --out calibrated.csv',
        'fairface mitigate apply new.csv --parameters fit.json --features new.fea.mean --out new.calibrated.csv',
      ),
    );
  return addGlobalOptions(command).action(async (predictions: string, flags: ApplyFlags) => {
    const { runApply } = load('../run/mitigate') as typeof mitigateRun;
    await runApply(predictions, flags);
  });
}
