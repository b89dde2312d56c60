import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { missingHosts } from './hosts/index.ts';

/**
 * Prints at the end which hosts the specs ran on, and which could not run here. The host of a spec is its project's
 * name, or an annotation `{ type: 'host', description: 'web' }`.
 */
export default class HostsReporter implements Reporter {
  readonly #hosts = new Map<string, { passed: number; failed: number; skipped: number }>();

  onTestEnd(test: TestCase, result: TestResult): void {
    const annotated = [...test.annotations, ...result.annotations].find(({ type }) => type === 'host');
    const host = annotated?.description ?? (test.parent.project()?.name || 'unnamed host');
    const counts = this.#hosts.get(host) ?? { passed: 0, failed: 0, skipped: 0 };
    if (result.status === 'passed') counts.passed++;
    else if (result.status === 'skipped') counts.skipped++;
    else counts.failed++;
    this.#hosts.set(host, counts);
  }

  onEnd(): void {
    const lines = [...this.#hosts].map(
      ([host, { passed, failed, skipped }]) =>
        `${host} (${passed} passed, ${failed} failed, ${skipped} skipped)`,
    );
    console.log(`Hosts: ${[lines.join('; ') || 'none ran', ...missingHosts()].join('; ')}`);
  }

  printsToStdio(): boolean {
    return false; // the list reporter prints; this one only adds a line
  }
}
