import { create } from 'zustand';
import type { WebAddress } from '../../shared/web-address.ts';

/** The address that the dialog in the browser asks about. */
export const useAskedAddress = create<{ readonly address: WebAddress | null }>()(() => ({ address: null }));
