import { PAGE } from '../state/page.ts';
import { listInput, NEW_LIST } from '../state/document-list.ts';
import type { EarlyTransport } from './early.ts';

/**
 * Makes the calls of the first screen while the scripts of the window are still being read: in two steps, because the second needs
 * the set and the first document. A window that returns to a location makes those of the second step itself.
 */
export async function callForFirstScreen(transport: EarlyTransport, returns: boolean): Promise<void> {
  const [, info, , list] = await Promise.all([
    transport.callEarly('host.info', {}),
    transport.callEarly('project.info', {}),
    transport.callEarly('project.scheme', {}),
    returns ? undefined : transport.callEarly('documents.list', { limit: 1 }),
    transport.callEarly('notes.counts', {}),
  ]);
  const document = list?.rows[0]?.id;
  if (!info || !document) return;
  const set = info.ownSet;
  const scope = { document, ...(set && { set }) };
  await Promise.all([
    transport.callEarly('documents.list', { ...listInput(NEW_LIST, set), offset: 0, limit: PAGE }),
    set && transport.callEarly('annotations.get', scope),
    transport.callEarly('documents.get', scope),
  ]);
}
