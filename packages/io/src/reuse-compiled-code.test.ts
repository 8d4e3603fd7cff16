import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();
const sources = join(__dirname, 'testing', 'register-sources.cjs');
const library = join(folder, 'library.js');
const cached = join(folder, 'compiled');
const MAIN = `
  require(${JSON.stringify(sources)});
  require(${JSON.stringify(join(__dirname, 'reuse-compiled-code.ts'))}).reuseCompiledCode(process.argv[2], 'main');
  require('./late').then((late) => console.log(JSON.stringify(late)));
`;
const LATE = `
  const said = require('./library');
  module.exports = import('./library.js').then(() => said);
`;
const LIBRARY = (word: string): string => `
  const same = require('./library') === exports && require.main === process.mainModule && this === exports;
  module.exports = { word: '${word}', same, file: __filename === require.resolve('./library'), folder: __dirname };
`;
writeFileSync(join(folder, 'main.js'), MAIN);
writeFileSync(join(folder, 'late.js'), LATE);
const run = (into = cached): string =>
  execFileSync(process.execPath, [join(folder, 'main.js'), into], { encoding: 'utf8' });
const said = (word: string): unknown => ({ word, same: true, file: true, folder });
const keptFile = (): string => join(cached, readdirSync(cached)[0] as string);
type Kept = Map<string, { hash: string; code: Buffer }>;

beforeEach(() => writeFileSync(library, LIBRARY('first')));

const onNode20 = 'enableCompileCache' in Module ? describe.skip : describe;

onNode20('reuseCompiledCode', () => {
  it('gives modules what Node gives them, with and without compiled code', () => {
    expect(JSON.parse(run())).toEqual(said('first'));
    expect(readdirSync(cached)).toHaveLength(1);
    expect(JSON.parse(run())).toEqual(said('first'));
    expect(readdirSync(cached)).toHaveLength(1);
  });

  it('takes the kept code of a file, and keeps none of one that calls import()', () => {
    run();
    const kept = deserialize(readFileSync(keptFile())) as Kept;
    expect([...kept.keys()]).toEqual([library]);
    // A text that says something else, under whose hash the code of the first one is kept.
    const other = LIBRARY('other');
    const code = kept.get(library)?.code as Buffer;
    writeFileSync(library, other);
    writeFileSync(
      keptFile(),
      serialize(new Map([[library, { hash: createHash('sha1').update(other).digest('hex'), code }]])),
    );
    expect(JSON.parse(run())).toEqual(said('first'));
  });

  it('compiles a file again that changed, and keeps what became of it', () => {
    run();
    const before = readFileSync(keptFile());
    writeFileSync(library, LIBRARY('other'));
    expect(JSON.parse(run())).toEqual(said('other'));
    expect(readFileSync(keptFile()).equals(before)).toBe(false);
  });

  it('keeps nothing of a run that failed', () => {
    writeFileSync(library, 'process.exitCode = 2; ' + LIBRARY('first'));
    const empty = join(folder, 'failed');
    expect(() => run(empty)).toThrow('Command failed');
    expect(existsSync(empty)).toBe(false);
  });

  it('goes on without a cache that is broken, and replaces it', () => {
    run();
    writeFileSync(keptFile(), 'no cache');
    expect(JSON.parse(run())).toEqual(said('first'));
    expect((deserialize(readFileSync(keptFile())) as Kept).size).toBe(1);
  });

  it('goes on where nothing can be written', () => {
    expect(JSON.parse(run(join(library, 'below a file')))).toEqual(said('first'));
    expect(existsSync(join(library, 'below a file'))).toBe(false);
  });
});
