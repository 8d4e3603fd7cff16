import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag, deserialize, serialize } from 'node:v8';
import { Script } from 'node:vm';
import { setEnvironmentData } from 'node:worker_threads';

/** Under which name workers find the folder. */
export const COMPILED_CODE_FOLDER = 'fairface:compiled-code';

/** What V8 made of a file, and of which text. */
interface Compiled {
  hash: string;
  code: Buffer;
}

/** The parts of Node's module loader that are neither typed nor deprecated; `pirates` and `v8-compile-cache` use them too. */
interface Loader {
  enableCompileCache?: (folder: string) => unknown;
  prototype: { _compile: (this: NodeModule, text: string, filename: string) => unknown };
}

const loader = Module as unknown as Loader;

/**
 * Lets V8 start from what it compiled in an earlier run of the same program, functions included, in place of parsing every file
 * again. Node 22 has a cache for this, which is taken where there is one. Files that call `import()` are compiled as ever: Node 20
 * cannot do that from a cache. A cache that cannot be read or written changes nothing, and neither does one of other texts or of
 * another Node. A run that ends with an exit code other than 0 keeps nothing.
 *
 * @param folder where compiled code is kept.
 * @param program names the file of this program there, for instance by its command.
 */
export function reuseCompiledCode(folder: string, program: string): void {
  setEnvironmentData(COMPILED_CODE_FOLDER, folder);
  if (loader.enableCompileCache !== undefined) {
    loader.enableCompileCache(folder);
    return;
  }
  const file = join(folder, `${program}-${process.version}-${process.arch}-${cachedDataVersionTag().toString(16)}.bin`);
  const kept = readCompiled(file);
  const scripts = new Map<string, { hash: string; script: Script }>();
  let missed = false;
  const compileAsEver = loader.prototype._compile;

  loader.prototype._compile = function (text, filename) {
    const earlier = kept.get(filename);
    const hash = createHash('sha1').update(text).digest('hex');
    const cachedData = earlier?.hash === hash ? earlier.code : undefined;
    if (cachedData === undefined && (text.includes('import(') || text.startsWith('#!')))
      return compileAsEver.call(this, text, filename);
    const script = new Script(Module.wrap(text), { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected === true) missed = true;
    scripts.set(filename, { hash, script });
    const run = script.runInThisContext() as (...args: unknown[]) => unknown;
    return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
  };

  process.on('exit', (code) => {
    if (!missed || code !== 0) return;
    for (const [filename, { hash, script }] of scripts) kept.set(filename, { hash, code: script.createCachedData() });
    writeCompiled(file, kept);
  });
}

function readCompiled(file: string): Map<string, Compiled> {
  try {
    return deserialize(readFileSync(file)) as Map<string, Compiled>;
  } catch {
    return new Map<string, Compiled>();
  }
}

function writeCompiled(file: string, compiled: Map<string, Compiled>): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    makeFolders(dirname(file));
    try {
      writeFileSync(unfinished, serialize(compiled));
      renameSync(unfinished, file);
    } finally {
      rmSync(unfinished, { force: true });
    }
  } catch {
    // The next run compiles again.
  }
}

/** One by one and, at a process's end, at once: `makeFolder` without promises. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}
