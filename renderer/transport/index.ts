import { EarlyTransport } from './early.ts';
import { webTransport } from './web.ts';

/** How this page reaches the backend: through the preload script of the desktop program, otherwise by HTTP. */
export const transport = new EarlyTransport(window.postil ?? webTransport());
