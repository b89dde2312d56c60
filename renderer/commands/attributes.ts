import { isWritten, parseValue, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
import { digitOf, lettersOf } from '../keys.ts';
import {
  attributesInOrder,
  closeAttribute,
  hasLetters,
  offeredValues,
  openAttribute,
  openedAttribute,
  useAttributeBar,
} from '../state/attribute-bar.ts';
import { editor } from '../state/editor-ref.ts';
import { deactivateSlot } from '../state/frame.ts';
import { actionsMeant } from '../state/keys.ts';
import { currentScheme } from '../state/project.ts';
import { toast, useView } from '../state/view.ts';
import { mayEdit, selectedSpan, setAttribute } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Opens the first attribute of the selected span, whose values letters then set one attribute after the other. */
export function setAttributes(): void {
  const span = selectedSpan();
  const scheme = currentScheme();
  if (!span || !scheme || !mayEdit()) return;
  const [first] = attributesInOrder(scheme, span.type);
  if (!first) return toast(TEXTS.noAttributes(typeLabel(scheme, span.type)));
  deactivateSlot();
  editor()?.focus();
  openAttribute(span.id, first.name);
}

/**
 * Sets the open attribute and opens the next one that has letters; `null` removes its value. Shows why a value was refused. It does
 * not go on to attributes that are written, because the next key may be meant for the text.
 */
export async function chooseValue(value: AttributeValue | null, goesOn = isNextLettered()): Promise<void> {
  const opened = openedAttribute();
  if (!opened) return;
  const { span, attribute } = opened;
  // The next attribute is open before the value is stored: the analyst's next key belongs to it.
  if (goesOn) stepAttribute(1);
  else leaveAttributes();
  const refusal = await setAttribute(span.id, attribute.name, value);
  if (refusal === null) return;
  openAttribute(span.id, attribute.name);
  useAttributeBar.setState({ refusal });
}

/** Whether the attribute after the open one has letters. */
function isNextLettered(): boolean {
  const opened = openedAttribute();
  const next = opened?.attributes[opened.index + 1];
  return next !== undefined && hasLetters(next);
}

/** Sets the open attribute to a written value, an empty text removes it; `goesOn` opens the next attribute, whatever it is. */
export function writeValue(text: string, goesOn: boolean): void {
  const opened = openedAttribute();
  if (!opened) return;
  const written = text.trim();
  const value = written === '' ? null : parseValue(opened.attribute, written);
  if (String(opened.span.attributes[opened.attribute.name] ?? '') === written) {
    if (goesOn) stepAttribute(1);
    else leaveAttributes();
    return;
  }
  if (value !== undefined) return void chooseValue(value, goesOn);
  useAttributeBar.setState({
    writing: true,
    refusal: TEXTS.noValue(written, opened.attribute.label),
  });
}

/** Opens the attribute before or after the open one; after the last and before the first the bar closes. */
export function stepAttribute(step: 1 | -1): void {
  const opened = openedAttribute();
  if (!opened) return;
  const next = opened.attributes[opened.index + step];
  if (next) openAttribute(opened.span.id, next.name);
  else leaveAttributes();
  editor()?.focus();
}

/** Closes the bar and returns to the text. */
export function leaveAttributes(): void {
  closeAttribute();
  editor()?.focus();
}

/** The actions of an open attribute, used by palette and keys. */
export const attributeActions = {
  'attribute.accept': acceptValue,
  'attribute.next': () => stepAttribute(1),
  'attribute.previous': () => stepAttribute(-1),
  'attribute.write': () => {
    const opened = openedAttribute();
    if (opened && isWritten(opened.attribute)) useAttributeBar.setState({ writing: true });
  },
  'attribute.clear': () => void chooseValue(null),
};

/** Takes a proposed date; an attribute with options keeps the value it has. */
function acceptValue(): void {
  const opened = openedAttribute();
  if (!opened) return;
  const [first] = isWritten(opened.attribute) ? offeredValues(opened) : [];
  if (first) void chooseValue(first.value);
  else stepAttribute(1);
}

/**
 * Handles the keys of an open attribute: letters set its values, digits open another attribute, Escape closes it. Returns whether
 * the key was handled.
 */
export function handleAttributeKey(event: KeyboardEvent): boolean {
  if (useView.getState().screen !== 'article') return false;
  const opened = openedAttribute();
  if (!opened) return false;
  const digit = digitOf(event);
  if (digit !== undefined && !event.shiftKey) {
    const other = opened.attributes[digit - 1];
    if (other) openAttribute(opened.span.id, other.name);
    return true;
  }
  const [action] = actionsMeant(event, (scope) => scope === 'attribute');
  if (action) {
    attributeActions[action.id as keyof typeof attributeActions]();
    return true;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === 'Escape') {
    leaveAttributes();
    return true;
  }
  const letters = lettersOf(event);
  if (letters.length === 0) return false;
  const offered = offeredValues(opened).find((each) => letters.includes(each.letter));
  if (offered) void chooseValue(offered.value);
  // Letters always belong to an open attribute, even without a value, so that no type is tagged by mistake.
  return true;
}
