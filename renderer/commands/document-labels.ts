import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { DocumentLabel } from '../../shared/model/scheme.ts';
import { digitOf, lettersOf } from '../keys.ts';
import { closeAttribute } from '../state/attribute-bar.ts';
import {
  closeLabels,
  labelOffers,
  labelValues,
  listedLabels,
  openedLabel,
  openLabel,
  useDocumentLabels,
} from '../state/document-labels.ts';
import { editor } from '../state/editor-ref.ts';
import { deactivateSlot } from '../state/frame.ts';
import { actionsMeant } from '../state/keys.ts';
import { currentScheme } from '../state/project.ts';
import { setView, toast, useView } from '../state/view.ts';
import { setLabel } from './notes.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';

/** Opens the first label of the article that has no value yet, whose values letters then set. */
export function setLabels(): void {
  const scheme = currentScheme();
  if (!scheme || !mayWrite()) return;
  const labels = listedLabels(scheme, useView.getState().hiddenLabelGroups);
  const first = labels.find(({ name }) => labelValues(name).length === 0) ?? labels[0];
  if (!first) return toast(TEXTS.noLabels);
  deactivateSlot();
  closeAttribute();
  editor()?.focus();
  openLabel(first.name);
}

/** Shows or hides a group of labels. */
export function toggleLabelGroup(group: string): void {
  const { hiddenLabelGroups } = useView.getState();
  setView({
    hiddenLabelGroups: hiddenLabelGroups.includes(group)
      ? hiddenLabelGroups.filter((each) => each !== group)
      : [...hiddenLabelGroups, group],
  });
}

/** Sets a label of the open article to a value, or adds or removes it if several can hold. Returns the refusal, or null. */
export async function chooseLabel(
  { name, many = false }: DocumentLabel,
  value: AttributeValue | null,
): Promise<string | null> {
  const has = value === null || !many || !labelValues(name).includes(value);
  return await setLabel(name, value, has);
}

/** Sets the open label. With one value it goes on to the next label, or closes the bar after the last. */
async function take(value: AttributeValue | null): Promise<void> {
  const opened = openedLabel();
  if (!opened) return;
  const { label } = opened;
  // The next label is open before the value is stored: the analyst's next key belongs to it.
  if (!label.many || value === null) stepLabel(1);
  const refusal = await chooseLabel(label, value);
  if (refusal === null) return;
  openLabel(label.name);
  useDocumentLabels.setState({ refusal });
}

/** Opens the label before or after the open one; beyond the ends the bar closes. */
function stepLabel(step: 1 | -1): void {
  const opened = openedLabel();
  const next = opened?.labels[opened.index + step];
  if (next) openLabel(next.name);
  else leaveLabels();
}

/** Closes the bar and returns to the text. */
export function leaveLabels(): void {
  closeLabels();
  editor()?.focus();
}

/** What the keys of an open attribute do for a label. */
const STEPS: Readonly<Record<string, () => void>> = {
  'attribute.accept': () => stepLabel(1),
  'attribute.next': () => stepLabel(1),
  'attribute.previous': () => stepLabel(-1),
  'attribute.clear': () => void take(null),
};

/**
 * Handles the keys of an open label: letters set its values, digits open another label, Escape closes the bar. Returns whether the key
 * was handled.
 */
export function handleLabelKey(event: KeyboardEvent): boolean {
  if (useView.getState().screen !== 'article') return false;
  const opened = openedLabel();
  if (!opened) return false;
  const digit = digitOf(event);
  if (digit !== undefined && !event.shiftKey) {
    const other = opened.labels[digit - 1];
    if (other) openLabel(other.name);
    return true;
  }
  const [action] = actionsMeant(event, (scope) => scope === 'attribute');
  if (action) {
    STEPS[action.id]?.();
    return true;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === 'Escape') {
    leaveLabels();
    return true;
  }
  const letters = lettersOf(event);
  if (letters.length === 0) return false;
  const offered = labelOffers(opened.label).find(({ letter }) => letters.includes(letter));
  if (offered) void take(offered.value);
  // Letters always belong to an open label, even without a value, so that no type is tagged by mistake.
  return true;
}
