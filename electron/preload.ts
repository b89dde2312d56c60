import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { BackendEvent } from '../shared/contract/change.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../shared/contract/envelope.ts';
import { CHANNEL } from './desktop/channels.ts';

// All that the page gets. Neither ipcRenderer nor an event object may reach it: either would let the page send on
// any channel.
contextBridge.exposeInMainWorld('postil', {
  call: (request: RequestEnvelope): Promise<ResponseEnvelope> => ipcRenderer.invoke(CHANNEL.call, request),
  on: (listener: (event: BackendEvent) => void): (() => void) => {
    const forward = (_: IpcRendererEvent, event: BackendEvent): void => listener(event);
    ipcRenderer.on(CHANNEL.event, forward);
    // In braces, because removeListener returns ipcRenderer itself.
    return () => {
      ipcRenderer.removeListener(CHANNEL.event, forward);
    };
  },
});
