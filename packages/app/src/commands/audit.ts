import { createRequire } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { binsOption, names, namesOption } from '../cli/attribute-options';
import { examples } from '../cli/examples';
import { addGlobalOptions, finiteNumber, fraction, nonNegativeInteger } from '../cli/global-options';
import type { AuditFlags } from '../run/audit';
import type * as auditRun from '../run/audit';
import type * as streamAuditRun from '../run/stream-audit';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface audit`. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .description('who is let down by a verification system: error rates per group with intervals, and a report')
    .argument('<predictions>', 'scored pairs: CSV with a header, rows first,second,score[,label]; larger is more alike')
    .requiredOption('--attributes <table>', 'CSV with path or id, subject, and attributes')
    .requiredOption('--out <dir>', 'folder for report.html, audit.json, model-card.md and tables/*.csv')
    .option(
      '--protected <names>',
      'attributes that make the groups (default: gender, race and skin colour, where there)',
      names,
    )
    .addOption(namesOption('--legitimate', "attributes that may explain differences, for the challenge's table"))
    .addOption(binsOption())
    .option('--fmr <rate>', 'the false match rate that sets the threshold', fraction, 1e-3)
    .option('--threshold <t>', 'the threshold in use, in place of one from --fmr', finiteNumber)
    .option(
      '--tolerance <ratios>',
      'largest ratio of two groups that counts as fair, fixed before the test: 1.25, or fmr=2,fnmr=1.25 (default: 1.5)',
      tolerance,
    )
    .option('--group-thresholds', 'also judge each group at a threshold of its own', false)
    .option('--resamples <n>', 'resamples of the people for intervals', nonNegativeInteger, 1000)
    .addOption(
      new Option('--resampling <way>', 'how people are resampled')
        .choices(['subjects', 'double-or-nothing'])
        .default('subjects'),
    )
    .addOption(
      new Option('--interval <kind>', 'intervals of measures without a closed form')
        .choices(['normal', 'percentile', 'recentred'])
        .default('normal'),
    )
    .option(
      '--failures <file>',
      'rejects of detect or extract, or a list of images: failed images are counted per group; may be repeated',
      (file: string, before: string[] = []) => [...before, file],
    )
    .option('--images <dir>', 'show the worst pairs with thumbnails of the images in this folder')
    .option('--compare <predictions>', 'another system on the same pairs, side by side')
    .option('--before <predictions>', 'the same scores before "fairface mitigate apply": shows before and after')
    .option(
      '--mitigation <file>',
      'with --before: the correction, to say what it was fitted on and whether on these people',
    )
    .option(
      '--gate <rules>',
      'YAML rules that the system must keep; a broken one ends with exit code 3, gate.xml is JUnit',
    )
    .option('--name <name>', 'name of the system in the report (default: the file)')
    .option(
      '--stream',
      'exact rates of any number of pairs in little memory: no intervals, no report, and no search for pairs that occur twice',
      false,
    )
    .addHelpText(
      'after',
      examples(
        'fairface audit predictions.csv --attributes faces.csv --protected gender,race --out audit',
        'fairface audit predictions.csv --attributes faces.csv --images photos --failures record.rejects.csv --out audit',
        'fairface audit predictions.csv --attributes faces.csv --gate rules.yaml --out audit',
        'fairface audit predictions.csv --attributes faces.csv --compare other/predictions.csv --out audit',
        'fairface audit calibrated.csv --attributes faces.csv --before predictions.csv --mitigation fit.json --out audit',
      ),
    )
    .addHelpText(
      'after',
      `
A rules file for --gate:
  fmr: 0.001
  rules:
    - { measure: fnmr-ratio, max: 1.5 }
    - { measure: fmr, group: 'gender=female, race=asian', max: 0.002 }`,
    );
  return addGlobalOptions(command).action(async (predictions: string, flags: AuditFlags) => {
    if (flags.stream) {
      const { runStreamAuditCommand } = load('../run/stream-audit') as typeof streamAuditRun;
      return runStreamAuditCommand(predictions, flags);
    }
    const { runAuditCommand } = load('../run/audit') as typeof auditRun;
    await runAuditCommand(predictions, flags);
  });
}

/** `1.25` or `fmr=2,fnmr=1.25` as tolerances. */
export function tolerance(text: string): { fmrRatio?: number; fnmrRatio?: number } {
  const parts = text.split(',').map((part) => /^(?:(fmr|fnmr)=)?([\d.]+)$/.exec(part.trim()));
  const given: { fmrRatio?: number; fnmrRatio?: number } = {};
  for (const part of parts) {
    const [, error, digits] = part ?? [];
    const ratio = Number(digits);
    if (!(ratio >= 1) || (error === undefined && parts.length > 1))
      throw new InvalidArgumentError('Expected a ratio from 1 up, such as 1.25, or fmr=2,fnmr=1.25.');
    if (error !== 'fnmr') given.fmrRatio = ratio;
    if (error !== 'fmr') given.fnmrRatio = ratio;
  }
  return given;
}
