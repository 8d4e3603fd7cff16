import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The user's cache folder of this project: `FAIRFACE_CACHE` where set, else the platform's own
 * (`$XDG_CACHE_HOME/fairface` or `~/.cache/fairface` on Linux).
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.FAIRFACE_CACHE) return resolve(env.FAIRFACE_CACHE);
  return envPaths('fairface', { suffix: '' }).cache;
}
