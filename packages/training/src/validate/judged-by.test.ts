import { judgedBy, type JudgedByOptions } from './judged-by';

describe('judgedBy', () => {
  const usual: JudgedByOptions = {
    validation: { monitor: 'auc', targetFmr: 0.01, by: ['skin'] },
    source: { names: ['a', 'b'], labels: Int32Array.of(0, 1), classes: ['ann', 'bob'] },
    pairs: { left: Int32Array.of(0), right: Int32Array.of(1) },
    values: [['light'], ['dark']],
  };
  const { validation, source, pairs } = usual;
  const others: [string, Partial<JudgedByOptions>][] = [
    ['targetFmr', { validation: { ...validation, targetFmr: 0.1 } }],
    ['attributes', { values: [['light'], ['light']] }],
    ['names', { source: { ...source, names: ['a', 'c'] } }],
    ['people', { source: { ...source, classes: ['ann', 'eve'] } }],
    ['pairs', { pairs: { ...pairs, right: Int32Array.of(0) } }],
  ];

  it.each<[JudgedByOptions['validation']['monitor'], string[]]>([
    ['auc', ['names', 'people', 'pairs']],
    ['tar', ['targetFmr', 'names', 'people', 'pairs']],
    ['gaps.fmr', ['targetFmr', 'attributes', 'names', 'people', 'pairs']],
  ])('changes with what %s looks at', (monitor, expected) => {
    const hash = (options: JudgedByOptions) => judgedBy({ ...options, validation: { ...options.validation, monitor } });
    const changing = others.filter(([, change]) => hash({ ...usual, ...change }) !== hash(usual)).map(([name]) => name);
    expect(changing).toEqual(expected);
  });

  it('is another for another monitor', () => {
    expect(judgedBy({ ...usual, validation: { ...validation, monitor: 'tar' } })).not.toBe(judgedBy(usual));
  });
});
