import { execFile } from 'node:child_process';
import { expect } from '@playwright/test';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { findCommand, parseCommand } from '../../cli/parse.ts';

interface Listed {
  readonly id: string;
  readonly type: string;
  readonly start: number;
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly entities: readonly string[];
  readonly slots: readonly { readonly name: string; readonly filler: { readonly span?: string } }[];
}

/** The command line on one project, as a data engineer uses it. */
export class Cli {
  readonly file: string;
  readonly #config: string;

  constructor(file: string, config: string) {
    this.file = file;
    this.#config = config;
  }

  /** Creates a project with the content of these files and folders. */
  static async project(file: string, config: string, ...articles: string[]): Promise<Cli> {
    const cli = new Cli(file, config);
    await cli.run('new');
    if (articles.length > 0) await cli.run('import', ...articles);
    return cli;
  }

  /** The name of the analyst and of the analyst's set in this profile: the login name, unless that is root's. */
  get analyst(): string {
    return new SettingsFile(this.#config).actor.analyst.name;
  }

  /**
   * Runs `postil VERB FILE WORDS… --json`, which must succeed; returns its output. Runs in this process, because starting
   * the program takes longer than its work; the tests of the command line do start it.
   */
  async run<Answer = Record<string, unknown>>(verb: string, ...words: string[]): Promise<Answer> {
    const { command } = findCommand(verb)!;
    const { options, positionals } = parseCommand(command, [this.file, ...words]);
    const workspace = new Workspace(withoutDialogs('cli', 'the script'), new SettingsFile(this.#config));
    try {
      const result = await command.run({
        positionals,
        options,
        workspace,
        router: new Router(workspace),
        say: () => undefined,
      });
      if (result === 'serving') throw new Error(`${verb} does not end`);
      // The program would end with exit code 1.
      if (result.failed) throw new Error(`postil ${verb} ${words.join(' ')}: ${JSON.stringify(result.json)}`);
      return result.json as Answer;
    } finally {
      workspace.dispose();
    }
  }

  /** Runs the built program instead, for changes that must come from another process. */
  program(verb: string, ...words: string[]): Promise<Record<string, unknown>> {
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

  async spans(document: string): Promise<Listed[]> {
    return (await this.run<{ spans: Listed[] }>('list', 'spans', '--document', document)).spans;
  }

  /** Expects that `check` finds no problem in the file. */
  async expectSound(): Promise<void> {
    expect(await this.run('check')).toMatchObject({ ok: true, problems: [] });
  }
}
