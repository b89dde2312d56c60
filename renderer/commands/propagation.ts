import { useQuery } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { optionsOf, type AttributeValue } from '../../shared/model/attributes/index.ts';
import type { SpanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { cancelJob } from './files.ts';
import { mayEdit, selectedSpan } from './spans.ts';
import { TEXTS } from './texts.ts';

export type Preview = OutputOf<'propagation.preview'>;

/** Opens the dialog that tags every other occurrence of the selected span's words. */
export function askPropagation(): void {
  const span = selectedSpan();
  if (!span || !mayEdit()) return;
  if (span.fragments.length !== 1) return toast(TEXTS.onlyContiguous);
  setView({ dialog: 'propagate' });
}

/**
 * Returns the attributes to copy to other occurrences: values of closed lists that somebody made. A date or a free text
 * belongs to one occurrence: another "Wednesday" is another day.
 */
export function sharedAttributes(span: Span, type: SpanType): Record<string, AttributeValue> {
  return Object.fromEntries(
    type.attributes.flatMap((attribute) => {
      const { name } = attribute;
      const value = span.attributes[name];
      const chosen = value !== undefined && !span.untouched.includes(name);
      return chosen && optionsOf(attribute) ? [[name, value]] : [];
    }),
  );
}

/** Searches for occurrences, once for each job; cancels a search whose result is no longer needed. */
export function usePreview(query: InputOf<'propagation.preview'> & { readonly job: Uid }) {
  return useQuery({
    queryKey: ['propagation', query.job],
    queryFn: ({ signal }) => {
      signal.addEventListener('abort', () => cancelJob(query.job));
      return call('propagation.preview', query);
    },
    gcTime: 0,
  });
}

/** Tags the occurrences. Returns whether it succeeded. */
export async function applyPropagation(
  job: Uid,
  input: Omit<InputOf<'propagation.apply'>, 'job'>,
): Promise<boolean> {
  try {
    const { created, linked, documents } = await call('propagation.apply', { job, ...input });
    toast(created + linked === 0 ? TEXTS.nothingToTag : TEXTS.propagated(created, linked, documents));
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}
