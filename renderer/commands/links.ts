import { useAskedAddress } from '../state/links.ts';
import { webAddress } from '../../shared/web-address.ts';
import { setView, toast } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Whether an address in an article or a guideline can be opened at all. */
export function isOpenable(url: string): boolean {
  return webAddress(url) !== null;
}

/** Asks whether to open an address, and shows it in full. In the desktop program a native dialog asks. */
export function askToOpen(url: string): void {
  const address = webAddress(url);
  if (address === null) return;
  if (!window.postil) {
    useAskedAddress.setState({ address });
    setView({ dialog: 'link' });
  } else if (address.secure) window.open(address.href);
  else toast(TEXTS.onlyHttps, 'notice');
}

/** Opens the address in a tab that has no access to this page. */
export function openAsked(): void {
  const { address } = useAskedAddress.getState();
  if (address) window.open(address.href, '_blank', 'noopener,noreferrer');
}
