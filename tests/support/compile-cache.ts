import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What tests start, again and again, is compiled once: a third faster where sources are stripped of types as well. */
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'postil-compile-cache');
