import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Caches the compiled code of programs that tests start repeatedly: a third faster, also because types are stripped
 * only once.
 */
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'postil-compile-cache');
