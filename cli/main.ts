#!/usr/bin/env node
import '../host/node-version.ts';
import { runCommandLine } from './run.ts';

const code = await runCommandLine(process.argv.slice(2), process);
if (code !== 'serving') process.exitCode = code;
