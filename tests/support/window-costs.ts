import type { CDPSession, Page } from '@playwright/test';

/** What an act costs in the window, in numbers that do not depend on the speed of the machine. */
export interface WindowCosts {
  /** The calls to the backend, in the order in which they were sent. */
  readonly calls: readonly string[];
  /** React commits. */
  readonly commits: number;
  /** Records of a mutation observer on the whole page. */
  readonly mutations: number;
  readonly layouts: number;
  readonly styles: number;
  /** Event listeners and nodes made, less those that were collected meanwhile. */
  readonly listeners: number;
  readonly nodes: number;
}

declare global {
  interface Window {
    costs: { calls: string[]; commits: number; mutations: number };
    __REACT_DEVTOOLS_GLOBAL_HOOK__: unknown;
  }
}

/** Loads the page of a web host again with counters; call it once, before {@link costsOf}. */
export async function countCosts(page: Page): Promise<void> {
  await page.addInitScript(installCounters);
  await page.reload();
}

/** Returns what `act` costs in a page of {@link countCosts}. `act` must not return before its effects are shown. */
export async function costsOf(
  page: Page,
  devtools: CDPSession,
  act: () => Promise<unknown>,
): Promise<WindowCosts> {
  await devtools.send('Performance.enable');
  const before = await metricsOf(devtools);
  await page.evaluate(() => Object.assign(window.costs, { calls: [], commits: 0, mutations: 0 }));
  await act();
  const after = await metricsOf(devtools);
  const rest = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  return {
    ...(await page.evaluate(() => ({ ...window.costs }))),
    layouts: rest('LayoutCount'),
    styles: rest('RecalcStyleCount'),
    listeners: rest('JSEventListeners'),
    nodes: rest('Nodes'),
  };
}

async function metricsOf(devtools: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** Runs in the page before its own scripts, so it must not use anything outside itself. */
function installCounters(): void {
  const costs = (window.costs = { calls: [] as string[], commits: 0, mutations: 0 });
  // React reports its commits to the hook of its developer tools, in production too.
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberRoot: () => costs.commits++,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  };
  const original = window.fetch;
  window.fetch = (input, init) => {
    if (input === '/call' && typeof init?.body === 'string')
      costs.calls.push((JSON.parse(init.body) as { call: string }).call);
    return original(input, init);
  };
  new MutationObserver((records) => (costs.mutations += records.length)).observe(document, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
}
