import { auditCommand, tolerance } from './audit';

describe('the tolerance of fairface audit', () => {
  it('is read for both errors or each', () => {
    expect(tolerance('1.25')).toEqual({ fmrRatio: 1.25, fnmrRatio: 1.25 });
    expect(tolerance('fmr=2, fnmr=1.25')).toEqual({ fmrRatio: 2, fnmrRatio: 1.25 });
    expect(tolerance('fmr=2')).toEqual({ fmrRatio: 2 });
  });

  it.each(['', '0.9', 'x', 'far=2', '2,3', 'fmr='])('refuses "%s"', (text) => {
    expect(() => tolerance(text)).toThrow('Expected a ratio from 1 up');
  });
});

it.each(['', ' ', 'abc', 'NaN', 'Infinity', '1e400', '0,5'])('the threshold of fairface audit is no "%s"', (text) => {
  const command = auditCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  expect(() => command.parse([`--threshold=${text}`], { from: 'user' })).toThrow('Expected a number');
});
