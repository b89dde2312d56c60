/** A frame: when its own work began, and when all its work (callbacks, style, layout, paint) was done. */
interface Frame {
  readonly begun: number;
  readonly done: number;
}

const channel = new MessageChannel();
let waiting: (() => void)[] = [];
channel.port1.onmessage = () => {
  const ready = waiting;
  waiting = [];
  for (const resolve of ready) resolve();
};

/**
 * Returns the next frame. Call it before the action that is measured, so that work that the action schedules for the frame
 * comes after the beginning and is counted. Scroll listeners run before frame callbacks, so a scroll begins the frame too.
 */
function nextFrame(): Promise<Frame> {
  return new Promise((resolve) => {
    let begun = 0;
    const begin = () => (begun ||= performance.now());
    addEventListener('scroll', begin, { capture: true, once: true });
    requestAnimationFrame(() => {
      begin();
      removeEventListener('scroll', begin, { capture: true });
      // A message posted now is delivered right after this frame was drawn.
      waiting.push(() => resolve({ begun, done: performance.now() }));
      channel.port2.postMessage(null);
    });
  });
}

/** Waits for `count` frames and the work that they leave behind. */
export async function settle(count = 2): Promise<void> {
  for (let i = 0; i < count; i++) await nextFrame();
  await new Promise((resolve) => setTimeout(resolve, 4));
}

/** Returns the main-thread time (ms) of an action and of the `frames` that draw it, without the waits for them. */
export async function work(action: () => void, frames = 1): Promise<number> {
  await settle(1);
  let frame = nextFrame();
  const begun = performance.now();
  action();
  let total = performance.now() - begun;
  for (let i = 0; i < frames; i++) {
    const { begun: at, done } = await frame;
    total += done - at;
    if (i + 1 < frames) frame = nextFrame();
  }
  return total;
}
