import { create } from 'zustand';
import type { WebAddress } from '../../shared/web-address.ts';

/** The address that is asked about, in the browser. */
export const useAskedAddress = create<{ readonly address: WebAddress | null }>()(() => ({ address: null }));
