import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { openStore } from '../../../db/connection/open.ts';
import type { ReadStore } from '../../../db/connection/store.ts';
import { startHost } from '../../support/hosts/index.ts';
import type { Lab } from '../lab.ts';
import { importFile, newProject, writeJsonl } from '../project.ts';
import { workload, type SizeName, type Workload } from '../workload/workload.ts';

/** A project of one workload in the real web host, with the caret in the middle of its text. */
export interface HostBench {
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly made: Workload;
  /** Reads the project's file, because acknowledged changes must be stored in it. */
  stored<Value>(look: (store: ReadStore) => Value): Value;
}

/** Runs `use` on a workload in the web host; throws if the host logged an error. */
export async function onHost<Value>(
  lab: Lab,
  name: string,
  size: SizeName,
  use: (bench: HostBench) => Promise<Value>,
): Promise<Value> {
  const folder = join(lab.folder, `${name}-${size}`);
  mkdirSync(folder);
  const project = newProject(folder);
  const { path, set, workspace } = project;
  const made = workload(size, { set });
  const file = join(folder, 'data.jsonl');
  await writeJsonl(file, project, [made]);
  await importFile(project, file);
  workspace.dispose();
  const host = await startHost('web', { home: folder, config: join(folder, 'config'), file: path });
  try {
    const { page } = host;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    await page.locator('.ProseMirror .seg').first().waitFor();
    await page.getByTestId('page').evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight / 4;
    });
    await page.getByTestId('page').click({ position: { x: 300, y: 300 } });
    const stored = <Seen>(look: (store: ReadStore) => Seen): Seen => {
      const store = openStore(path, { program: 'the benchmark', readonly: true });
      try {
        return look(store);
      } finally {
        store.close();
      }
    };
    const value = await use({ page, devtools, made, stored });
    if (host.errors().length > 0) throw new Error(host.errors().join('; '));
    return value;
  } finally {
    await host.close();
  }
}

/** Steps after which there is no further word in this direction, so that the caret returns to the beginning of the text. */
const STEPS = 100;

/**
 * Moves the caret out of the span just created to another word; after a full stop there is no word to tag. The word is not
 * part of a mention, whose type a key would change, and after the last one the first is next.
 */
export async function toNextWord(page: Page): Promise<void> {
  for (let i = 0; i < 2 || !(await page.evaluate(isAtWord)); i++) {
    if (i === 2 * STEPS) throw new Error('no word is left to tag');
    await page.keyboard.press(i === STEPS ? 'Control+Home' : 'Control+ArrowRight');
  }
}

/** Returns the ms that the page's main thread has worked so far. */
export async function taskTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** Presses a key and, unless it is held, releases it, with time stamp and letter like a real keyboard. */
export async function pressKey(devtools: CDPSession, key: string, held = false): Promise<void> {
  const upper = key.toUpperCase();
  const code = /\d/.test(key) ? `Digit${key}` : `Key${upper}`;
  const windowsVirtualKeyCode = upper.charCodeAt(0);
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'keyDown',
    key,
    code,
    text: key,
    windowsVirtualKeyCode,
  });
  if (!held) await releaseKey(devtools, key);
}

export async function releaseKey(devtools: CDPSession, key: string): Promise<void> {
  const code = /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`;
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
}

/** Evaluates an expression in the page and returns its number; throws if the expression throws. */
export async function answerOf(devtools: CDPSession, expression: string): Promise<number> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as number;
}

// Runs in the page, so it must not use anything outside itself.
function isAtWord(): boolean {
  const selection = getSelection();
  const block = selection?.focusNode?.parentElement?.closest('.block');
  if (!selection?.focusNode || !block) return false;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(selection.focusNode, selection.focusOffset);
  const at = before.toString().length;
  const text = block.textContent;
  const place = [at - 1, at].find((offset) => /\p{L}/u.test(text.charAt(offset)));
  if (place === undefined) return false;
  // Mentions are drawn in lanes; claims are not, and words in them are tagged like any other.
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let end = 0, node = nodes.nextNode(); node; node = nodes.nextNode()) {
    end += node.nodeValue!.length;
    if (place < end) return !node.parentElement!.closest('[class*="lane-"]');
  }
  return false;
}
