import { execFile } from 'node:child_process';
import { parseArgs } from 'node:util';
import { expect } from '@playwright/test';
import { withoutDialogs } from '../../electron/backend/host-bridge.ts';
import { Router } from '../../electron/backend/router.ts';
import { SettingsFile } from '../../electron/backend/settings.ts';
import { Workspace } from '../../electron/backend/workspace.ts';
import { COMMANDS } from '../../electron/cli/index.ts';

interface Listed {
  readonly id: string;
  readonly type: string;
  readonly start: number;
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly entities: readonly string[];
  readonly slots: readonly { readonly name: string; readonly filler: { readonly span?: string } }[];
}

/** The built command line on one project: the hands of a data engineer. */
export class Cli {
  readonly file: string;
  readonly #config: string;

  constructor(file: string, config: string) {
    this.file = file;
    this.#config = config;
  }

  /** Runs `postil VERB FILE WORDS… --json`, which must succeed; answers what it says. */
  run(verb: string, ...words: string[]): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        ['dist/cli.mjs', verb, this.file, ...words, '--json'],
        { env: { ...process.env, POSTIL_CONFIG: this.#config }, maxBuffer: 1e8 },
        (error, stdout, stderr) => {
          if (error) reject(new Error(`postil ${verb} ${words.join(' ')}: ${stderr || stdout}`));
          else resolve(JSON.parse(stdout) as Record<string, unknown>);
        },
      );
    });
  }

  /** The same in this process: for scripts of many steps, where starting the program takes longer than its work. */
  async step(verb: string, ...words: string[]): Promise<Record<string, unknown>> {
    const command = COMMANDS[verb]!;
    const { values, positionals } = parseArgs({
      args: [this.file, ...words],
      options: command.options,
      allowPositionals: true,
    });
    const workspace = new Workspace(withoutDialogs('cli', 'the script'), new SettingsFile(this.#config));
    try {
      const result = await command.run({
        positionals,
        options: values,
        workspace,
        router: new Router(workspace),
        say: () => undefined,
      });
      if (result === 'serving') throw new Error(`${verb} does not end`);
      return result.json as Record<string, unknown>;
    } finally {
      workspace.dispose();
    }
  }

  async spans(document: string): Promise<Listed[]> {
    return (await this.step('list', 'spans', '--document', document))['spans'] as Listed[];
  }

  /** Nothing is wrong with the file. */
  async expectSound(): Promise<void> {
    expect(await this.run('check')).toMatchObject({ ok: true, problems: [] });
  }
}
