import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

interface Template {
  readonly project: Buffer;
  readonly settings: Buffer;
}

/** The projects that {@link Cli.project} made in this process, by what went into them. */
const templates = new Map<string, Template>();

/** The command line on one project, as a data engineer uses it. */
export class Cli {
  readonly file: string;
  readonly #config: string;

  constructor(file: string, config: string) {
    this.file = file;
    this.#config = config;
  }

  /**
   * Creates a project with the content of these files and folders. One with the same name and content is made once in a
   * process and then copied, with the settings that were made along with it.
   */
  static async project(file: string, config: string, ...articles: string[]): Promise<Cli> {
    const cli = new Cli(file, config);
    const settings = join(config, 'settings.json');
    const inputs = existsSync(settings) ? null : [basename(file), ...articles.map(digest)].join('\n');
    const template = inputs === null ? undefined : templates.get(inputs);
    if (template) {
      mkdirSync(config, { recursive: true });
      writeFileSync(settings, template.settings);
      writeFileSync(file, template.project);
      return cli;
    }
    await cli.run('new');
    if (articles.length > 0) await cli.run('import', ...articles);
    if (inputs !== null)
      templates.set(inputs, { project: readFileSync(file), settings: readFileSync(settings) });
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
        streams: process,
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

/** Returns the names and a hash of the contents of a file, or of all files of a folder. */
function digest(path: string): string {
  const folder = statSync(path).isDirectory();
  const files = folder
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
  return files.map((file) => `${basename(file)} ${hash('sha256', readFileSync(file))}`).join('\n');
}
