import { editor } from '../state/editor-ref.ts';
import { setView } from '../state/view.ts';

const REGIONS = ['documents', 'text', 'inspector'] as const;
type Region = (typeof REGIONS)[number] | 'search';

/** Puts the focus into a part of the window, opening it when it is closed. */
export function focusRegion(region: Region): void {
  if (region === 'text' && editor()) return editor()?.focus();
  if (region === 'text') return focusScreen();
  if (region === 'inspector') setView({ inspectorOpen: true });
  else setView({ leftOpen: true });
  // After the panel has been drawn.
  requestAnimationFrame(() => {
    const selector =
      region === 'search'
        ? '[data-region="documents"] input'
        : `[data-region="${region}"] :is(input, select, textarea, button, [tabindex="0"])`;
    const list =
      region === 'documents'
        ? document.querySelector<HTMLElement>('[data-region="documents"] [role="listbox"]')
        : null;
    (list ?? document.querySelector<HTMLElement>(selector))?.focus();
  });
}

/** A screen over the project stands in the place of the text: its list comes first. */
function focusScreen(): void {
  const screen = document.querySelector<HTMLElement>('main[data-region="text"]');
  (screen?.querySelector<HTMLElement>('[tabindex="0"]') ?? screen?.querySelector('input'))?.focus();
}

/** Goes around the parts of the window. */
export function focusNext(direction: 1 | -1): void {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
  const at = REGIONS.findIndex((region) => region === here);
  focusRegion(REGIONS[(at + direction + REGIONS.length) % REGIONS.length] ?? 'text');
}
