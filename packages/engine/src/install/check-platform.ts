import { readFileSync } from 'node:fs';

export interface Platform {
  readonly platform: string;
  readonly arch: string;
  /** Version of glibc the process runs on, undefined on musl (Alpine) and other systems. */
  readonly glibc: string | undefined;
  /** Whether the processor has AVX: TensorFlow's builds end the process without it. */
  readonly avx: boolean;
}

/** The machine this process runs on. */
export function thisPlatform(): Platform {
  const { platform, arch } = process;
  const linux = platform === 'linux';
  return { platform, arch, glibc: linux ? glibcVersion() : undefined, avx: !linux || arch !== 'x64' || cpuHasAvx() };
}

/** Key part of the cache: what a build can be used on. */
export function platformKey({ platform, arch }: Pick<Platform, 'platform' | 'arch'> = process): string {
  return `${platform}-${arch}`;
}

/**
 * Why TensorFlow's Python wheel cannot serve this machine, in one sentence; undefined where it can.
 *
 * The wheel is `manylinux_2_27_x86_64`: Linux, x64, glibc 2.27 or later.
 */
export function unsupportedReason(machine: Platform = thisPlatform()): string | undefined {
  const { platform, arch, glibc, avx } = machine;
  if (platform !== 'linux' || arch !== 'x64') {
    return `The native engine is installed on linux-x64 only, and this is ${platform}-${arch}.`;
  }
  if (glibc === undefined) {
    return 'The native engine needs glibc, and this Linux has none (Alpine and other musl systems).';
  }
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 27)) {
    return `The native engine needs glibc 2.27 or later, and this system has ${glibc}.`;
  }
  if (!avx) return 'The native engine needs a processor with AVX, and this one has none.';
  return undefined;
}

function glibcVersion(): string | undefined {
  const report: unknown = process.report?.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return undefined;
  const { header } = report;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return undefined;
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : undefined;
}

function cpuHasAvx(): boolean {
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
    // Where the kernel does not tell, the check after the build will.
    return flags === undefined || / avx /.test(` ${flags} `);
  } catch {
    return true;
  }
}
