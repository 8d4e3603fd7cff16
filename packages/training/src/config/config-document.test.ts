import { parseConfigDocument } from './config-document';

const messageOf = (text: string): string => {
  try {
    return `read ${JSON.stringify(parseConfigDocument(text, 'train.yaml').value)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('parseConfigDocument', () => {
  it('says that a pattern with a star at its beginning needs quotes', () => {
    const quotes =
      'In YAML * at the beginning of a value is a reference; write quotes around it, for instance "*/gamma"';
    expect(messageOf('steps: 1\nfreeze:\n  - stage1/*\n  - */gamma\n')).toBe(
      `train.yaml:4: names something that is nowhere defined; found */gamma. ${quotes}`,
    );
    expect(messageOf('steps: 1\nfreeze: [*/gamma]\n')).toContain('train.yaml:2: names something');
    expect(messageOf('optimiser:\n  groups: [{ match: *bias, rate: 1 }]\n')).toContain('found *bias.');
    expect(messageOf('freeze: [*]\n')).toMatch(/^train.yaml:1: is not YAML or JSON; .*quotes around it/);
    expect(messageOf('freeze: ["*/gamma"]\n')).toBe('read {"freeze":["*/gamma"]}');
  });

  it('takes references to what is defined', () => {
    expect(messageOf('a: &x 1\nb: *x\n')).toBe('read {"a":1,"b":1}');
  });

  it('refuses references that would make gigabytes of a few lines', () => {
    const levels = [...'bcdefghi'].map(
      (name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[n]}`).join(', ')}]`,
    );
    expect(messageOf(`a: &a [1]\n${levels.join('\n')}\n`)).toMatch(/^train.yaml: .*Excessive alias count/);
  });
});
