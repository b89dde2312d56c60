import type { Page } from '@playwright/test';

export interface Held {
  /** Resolves when such a call was made. */
  readonly made: Promise<unknown>;
  release(): void;
}

/**
 * Holds back calls with this name on the web host: the requests on their way to the program, or the replies on the way back.
 */
export async function holdBack(page: Page, call: string, on: 'the way' | 'the way back'): Promise<Held> {
  const made = Promise.withResolvers<true>();
  const released = Promise.withResolvers<true>();
  await page.route('**/call', async (route) => {
    if (!route.request().postData()?.includes(`"${call}"`)) return route.fallback();
    made.resolve(true);
    if (on === 'the way') await released.promise;
    const response = await route.fetch();
    await released.promise;
    await route.fulfill({ response });
  });
  return { made: made.promise, release: () => released.resolve(true) };
}
