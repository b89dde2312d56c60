import { correctionEditor, editor } from '../state/editor-ref.ts';
import { setPanel, setView, useView } from '../state/view.ts';

const REGIONS = ['documents', 'text', 'inspector', 'messages'] as const;
type Region = (typeof REGIONS)[number] | 'search';

/** Focuses a part of the window, and opens it first if it is closed. */
export function focusRegion(region: Region): void {
  // A drawer that closes gives the focus to the text.
  if (region === 'text' && useView.getState().drawer !== null) return setView({ drawer: null });
  const text = region === 'text' ? (editor() ?? correctionEditor()) : null;
  if (text) return text.focus();
  if (region === 'inspector') setPanel('inspector', true);
  else if (region === 'documents' || region === 'search') setPanel('left', true);
  // Immediately if the panel exists, because the next key may come before the next frame; otherwise after it is rendered.
  if (!focusIn(region)) requestAnimationFrame(() => focusIn(region));
}

/** Focuses a part that is rendered. Returns whether something took the focus. */
export function focusIn(region: Region): boolean {
  const selector =
    region === 'search'
      ? '[data-region="documents"] input'
      : `[data-region="${region}"] :is(input, select, textarea, button, [tabindex="0"])`;
  // The documents, or the table of a screen that shows no article.
  const list = document.querySelector<HTMLElement>(
    `[data-region="${region}"] :is([role="listbox"], [role="grid"])[tabindex="0"]`,
  );
  const target = list ?? document.querySelector<HTMLElement>(selector);
  target?.focus();
  return target !== null;
}

/** Focuses the next (1) or previous (-1) part of the window, in a cycle. */
export function focusNext(direction: 1 | -1): void {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
  // Messages are a part of the window only while there are any.
  const regions = REGIONS.filter((region) => region !== 'messages' || isShown(region));
  const at = regions.findIndex((region) => region === here);
  const next = regions[(at + direction + regions.length) % regions.length] ?? 'text';
  // The panel may show the changes of the article instead.
  if (next !== 'inspector' || !isShown('inspector') || !focusIn('inspector')) focusRegion(next);
}

function isShown(region: Region): boolean {
  return document.querySelector(`[data-region="${region}"]`) !== null;
}
