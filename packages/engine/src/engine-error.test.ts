import { EngineError } from './engine-error';

describe('EngineError', () => {
  it('says what failed and what to do next, together and apart', () => {
    const cause = new Error('deep down');
    const error = new EngineError('build-failed', 'It broke.', { next: 'Mend it.', cause });
    expect(error).toMatchObject({
      name: 'EngineError',
      code: 'build-failed',
      message: 'It broke. Mend it.',
      what: 'It broke.',
      next: 'Mend it.',
      cause,
    });
    expect(new EngineError('aborted', 'It stopped.').message).toBe('It stopped.');
  });
});
