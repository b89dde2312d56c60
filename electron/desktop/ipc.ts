import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { RequestEnvelope, type ResponseEnvelope } from '../../shared/contract/envelope.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { Router } from '../../backend/router.ts';
import type { RunningCalls } from '../../host/calls.ts';
import { MESSAGES } from '../messages.ts';
import { CHANNEL } from './channels.ts';
import { isOwnUrl, ORIGIN } from './origin.ts';
import type { MainWindow } from './window.ts';

/** Answers the calls of our page, and of no other: see {@link isOurs}. */
export function answerCalls(router: Router, window: MainWindow, calls: RunningCalls): void {
  ipcMain.handle(CHANNEL.call, async (event, request: unknown): Promise<ResponseEnvelope> => {
    if (!isOurs(event, window)) return refusal('refused', MESSAGES.foreignPage);
    const envelope = RequestEnvelope.safeParse(request);
    if (!envelope.success) return refusal('invalid-input', MESSAGES.notACall);
    return calls.track(() => router.answer(envelope.data));
  });
}

/**
 * Whether a message comes from the top frame of our window while it shows our origin. The frame is `null` once it
 * is gone or has navigated: what cannot be told is refused.
 */
function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: MainWindow): boolean {
  return (
    window.owns(sender) &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === ORIGIN &&
    isOwnUrl(senderFrame.url)
  );
}

function refusal(code: ErrorCode, message: string): ResponseEnvelope {
  return { ok: false, error: { code, message } };
}
