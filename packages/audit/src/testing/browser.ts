import { existsSync } from 'node:fs';

const PATHS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The installed Chromium, or undefined, which is said on the console. */
export function findChromium(): string | undefined {
  const path = PATHS.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path === undefined)
    console.warn('SKIPPED: no Chromium found, so the report was not tested in a browser; set CHROMIUM_PATH');
  return path;
}
