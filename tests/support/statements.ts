import Database from 'better-sqlite3';

const METHODS = ['get', 'all', 'run', 'iterate'] as const;

/**
 * Returns the SQL of every statement that `work` executes on any connection of this process, in order: `BEGIN`, `COMMIT` and pragmas too, but
 * not the statements of triggers.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const executed: string[] = [];
  const memory = new Database(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<
    (typeof METHODS)[number],
    (this: Database.Statement, ...values: unknown[]) => unknown
  >;
  const databases = Object.getPrototypeOf(memory) as Database.Database;
  memory.close();
  const originals = METHODS.map((method) => [method, statements[method]] as const);
  const { exec } = databases;
  for (const [method, original] of originals)
    statements[method] = function (...values) {
      executed.push(this.source.replace(/\s+/g, ' ').trim());
      return original.apply(this, values);
    };
  databases.exec = function (source) {
    executed.push(source);
    return exec.call(this, source);
  };
  try {
    await work();
  } finally {
    for (const [method, original] of originals) statements[method] = original;
    databases.exec = exec;
  }
  return executed;
}
