import { InputError } from '@fairface/io';
import { parseOptions } from './parse-options';
import { variants } from './variants';

describe('parseOptions', () => {
  it('runs every variant with five seeds by itself', () => {
    expect(parseOptions([])).toMatchObject({ seeds: 5, resamples: 1000, variants, save: { name: 'fine-tail' } });
  });

  it('adds ArcFace alone, which the others are compared with', () => {
    const options = parseOptions(['--only', 'kl, all', '--coarse', 'sex', '--fine', 'sex,skin']);
    expect(options?.variants.map(({ name }) => name)).toEqual(['arcface', 'kl', 'all']);
    expect(options?.groups).toEqual({ coarse: ['sex'], fine: ['sex', 'skin'] });
  });

  it('leaves help to the caller', () => expect(parseOptions(['--help'])).toBeUndefined());

  it.each([
    [['--seeds', 'two'], '--seeds cannot be used; expected a whole number from 1; found two'],
    [['--seeds', '0'], '--seeds cannot be used; expected a whole number from 1; found 0'],
    [['--resamples', '1'], '--resamples cannot be used; expected a whole number from 2; found 1'],
    [['--coarse', 'sex,,skin'], '--coarse cannot be used; expected names separated by commas; found sex,,skin'],
    [['--only', 'al'], '--only cannot be used; expected one of one-branch, arcface'],
    [['--save', 'best'], '--save cannot be used; expected one of one-branch, arcface'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(InputError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
