#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '@fairface/engine/cache-folder';
import { reuseCompiledCode } from '@fairface/io/reuse-compiled-code';
import type * as program from './program';

const command = process.argv[2] ?? '';
if (/^[a-z]+$/.test(command)) reuseCompiledCode(join(cacheFolder(), 'compiled'), command);

// Loaded only now, so that its code comes from the cache.
const { buildProgram } = createRequire(__filename)('./program') as typeof program;

void buildProgram().parseAsync(process.argv);
