import { spanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { byLetter } from '../keys.ts';
import { proposalById, spanById } from '../state/article.ts';
import { currentProject, currentScheme } from '../state/project.ts';
import { toast, toastError } from '../state/view.ts';
import { thingAt } from '../ui/things.ts';
import { decideInPlace } from './decide.ts';
import { mayWrite } from './may-write.ts';
import { deleteSpan, isRetyped, retypeSpan } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Elements that use letters themselves: fields, and lists of choices, except the choice of a span's type. */
const USES_LETTERS =
  'input:not([type="radio"], [type="checkbox"]), textarea, select:not([data-span]), ' +
  '[role="dialog"] *, [role="menu"] *, [role="listbox"]:not([aria-activedescendant])';

/**
 * Handles the letter of a type where a span is chosen outside of the text: in the inspector or in a list. Returns whether it
 * was one. The letter changes the span's type as it does in the text, with Shift that of any span.
 */
export function handleRetype(event: KeyboardEvent): boolean {
  const target = event.target as Element;
  if (target.matches(USES_LETTERS)) return false;
  const span = thingAt(target)?.span;
  if (!span) return false;
  const type = byLetter(currentScheme()?.types ?? [], event);
  if (!type) return false;
  if (mayWrite()) void retype(span, type.name, event.shiftKey);
  return true;
}

/**
 * Changes the type of a span, also of an article that is not open; accepts a proposal of the open one as that type. A claim
 * becomes a mention only if `any` is set, because it would lose its slots.
 */
export async function retype(id: Uid, typeName: string, any: boolean): Promise<void> {
  if (proposalById(id)) return decideInPlace(id, 'accept', { type: typeName });
  try {
    const scheme = currentScheme();
    const span = await ownSpan(id);
    const type = scheme && spanType(scheme, typeName);
    if (!span || !type) return;
    if (span.type === typeName) return toast(TEXTS.alreadyTagged(type.label));
    if (!any && !isRetyped(span, typeName))
      return toast(TEXTS.keepsType(spanType(scheme, span.type)?.label ?? span.type, type.label));
    await retypeSpan(id, span.type, type);
  } catch (error) {
    toastError(error);
  }
}

/** Deletes a span of a list, also of an article that is not open, and reports what was deleted with it. */
export async function deleteListed(id: Uid): Promise<void> {
  if (proposalById(id)) return decideInPlace(id, 'reject');
  try {
    if (mayWrite() && (await ownSpan(id))) await deleteSpan(id);
  } catch (error) {
    toastError(error);
  }
}

/** Returns the type of a span of the analyst's own set; reports that others are read-only. */
async function ownSpan(id: Uid): Promise<{ readonly type: string } | undefined> {
  const span = spanById(id) ?? (await call('spans.peek', { ids: [id] })).spans[0];
  const own = currentProject()?.ownSet ?? null;
  // The set of the first span comes with its notice.
  if (!span || own === null || span.set === own) return span;
  toast(TEXTS.otherSet, 'error');
  return undefined;
}
