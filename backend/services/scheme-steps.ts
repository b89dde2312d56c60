import { Retyper } from '../../db/scheme/retype.ts';
import { leftoversOf, typesBeingSplit } from '../../db/scheme/leftovers.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { spanType, typeLabel } from '../../shared/model/scheme.ts';
import type { Handlers } from '../context.ts';
import { requireSpan, requireType, shortQuote } from '../rules/span-rules.ts';
import { confirmer } from '../recheck/confirm.ts';
import { applySteps } from '../scheme/apply-steps.ts';
import { MESSAGES } from '../scheme/messages.ts';

export const schemeStepHandlers: Handlers<'scheme.apply' | 'scheme.leftovers' | 'scheme.decide'> = {
  'scheme.apply': applySteps,
  'scheme.leftovers': ({ store }, { type, limit, after }) =>
    store.db.snapshot(() => ({
      counts: typesBeingSplit(store),
      rows: type === undefined ? [] : leftoversOf(store, { type, limit, after }),
    })),
  'scheme.decide': ({ store, actor, record }, { spans, type: to }) => {
    const { scheme } = currentScheme(store);
    const type = requireType(store, to);
    const found = spans.map((id) => requireSpan(store, id, 'spans'));
    for (const span of found) {
      const into = spanType(scheme, span.type)?.splitInto;
      if (!into) throw new PostilError('refused', MESSAGES.notBeingSplit(span.type), { field: 'spans' });
      if (to !== span.type && !into.includes(to))
        throw new PostilError('refused', MESSAGES.notAmongNew(span.type, to), { field: 'type' });
    }
    const [first] = found;
    const words =
      found.length === 1
        ? ` “${shortQuote(store, first!.document, first!.fragments)}”`
        : ` ${found.length} annotations`;
    const before = first!.type;
    return record(`Split ${typeLabel(scheme, before)}: ${type.label}${words}`, (recorder) => {
      const retyper = new Retyper(store, recorder, scheme);
      const confirm = confirmer(store, recorder, actor);
      for (const { id, type: was, document } of found)
        if (was === to) confirm({ id, kind: 'span', document });
        else retyper.span(id, to);
      retyper.finish();
      return { left: typesBeingSplit(store).find((each) => each.type === before)?.left ?? 0 };
    });
  },
};
