import { parseValue, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
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
export async function chooseValue(value: AttributeValue | null): Promise<void> {
  const opened = openedAttribute();
  if (!opened) return;
  const { span, attribute } = opened;
  // The next attribute is open before the value is stored: the analyst's next key belongs to it.
  const next = opened.attributes[opened.index + 1];
  if (next && hasLetters(next)) openAttribute(span.id, next.name);
  else leaveAttributes();
  const refusal = await setAttribute(span.id, attribute.name, value);
  if (refusal === null) return;
  openAttribute(span.id, attribute.name);
  useAttributeBar.setState({ refusal });
}

/** Sets the open attribute to a written value; an empty text removes it. */
export function writeValue(text: string): void {
  const opened = openedAttribute();
  if (!opened) return;
  editor()?.focus();
  if (text.trim() === '') return void chooseValue(null);
  const value = parseValue(opened.attribute, text.trim());
  if (value !== undefined) return void chooseValue(value);
  useAttributeBar.setState({
    writing: true,
    refusal: TEXTS.noValue(text.trim(), opened.attribute.label),
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
    if (opened && isWritten(opened)) useAttributeBar.setState({ writing: true });
  },
  'attribute.clear': () => void chooseValue(null),
};

/** Takes a proposed date; an attribute with options keeps the value it has. */
function acceptValue(): void {
  const opened = openedAttribute();
  if (!opened) return;
  const [first] = isWritten(opened) ? offeredValues(opened) : [];
  if (first) void chooseValue(first.value);
  else stepAttribute(1);
}

/** Whether values of the open attribute are written. */
export function isWritten({ attribute }: NonNullable<ReturnType<typeof openedAttribute>>): boolean {
  return attribute.kind !== 'choice' && attribute.kind !== 'boolean';
}

/**
 * Handles the keys of an open attribute: letters set its values, digits open another attribute, Escape closes it. Returns whether
 * the key was handled.
 */
export function handleAttributeKey(event: KeyboardEvent): boolean {
  if (useView.getState().screen !== 'article') return false;
  const opened = openedAttribute();
  if (!opened) return false;
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
  const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(event.code)?.[1];
  if (digit) {
    const other = opened.attributes[Number(digit) - 1];
    if (other) openAttribute(opened.span.id, other.name);
    return true;
  }
  if (!/^\p{L}$/u.test(event.key)) return false;
  const letter = event.key.toLowerCase();
  const offered = offeredValues(opened).find((each) => each.letter === letter);
  if (offered) void chooseValue(offered.value);
  // Letters always belong to an open attribute, even without a value, so that no type is tagged by mistake.
  return true;
}
