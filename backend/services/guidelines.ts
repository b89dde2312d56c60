import { exampleOf, findExample, guidelineVersions } from '../../db/scheme/guidelines.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { findId } from '../../db/rows/ids.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { newUid } from '../../shared/model/uid.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
import { changePart } from '../../shared/scheme-edit/edit.ts';
import { guidelineOf } from '../../shared/guideline/find.ts';
import type { GuidelineBlock } from '../../shared/guideline/blocks.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportGuideline } from '../jobs/guideline-export.ts';
import { MESSAGES } from './messages.ts';
import { schemeHandlers } from './scheme.ts';

export const guidelineHandlers: Handlers<Domain<'guidelines'>> = {
  'guidelines.examples': ({ store }, { examples, documents }) => ({
    found: examples.flatMap(({ kind, annotation }) => findExample(store, kind, annotation) ?? []),
    documents: documents.filter((id) => findId(store.db, 'document', id) !== undefined),
  }),
  'guidelines.addExample': (context, { kind, annotation, as, text }) => {
    const { store } = context;
    const example = exampleOf(store, kind, annotation);
    if (!example) {
      const message = kind === 'span' ? NOT_FOUND.span(annotation) : NOT_FOUND.relation(annotation);
      throw new PostilError('not-found', message, { field: 'annotation' });
    }
    const { number, scheme } = currentScheme(store);
    const part = { kind, name: example.type };
    const guideline = guidelineOf(scheme, part);
    if (!guideline)
      throw new PostilError('refused', MESSAGES.notInScheme(example.type), { field: 'annotation' });
    const known = guideline.find((block) => block.example?.annotation === annotation);
    const blocks: readonly GuidelineBlock[] = known
      ? guideline.map((block) =>
          block === known ? { ...block, kind: as, text: text || block.text, example } : block,
        )
      : placed(guideline, { uid: newUid(), kind: as, text, example });
    const { result, change } = schemeHandlers['scheme.edit'](context, {
      base: number,
      target: { scheme: changePart(scheme, part, { guideline: blocks }).scheme, renames: [] },
      meaning: [],
    });
    return {
      result: {
        version: result.version,
        type: example.type,
        label: typeLabel(scheme, example.type),
        quote: example.quote,
        added: change !== null,
      },
      change,
    };
  },
  'guidelines.history': ({ store }, { part }) => ({
    versions: guidelineVersions(store, part).map(({ number, at, analyst, undone, inForce, guideline }) => ({
      number,
      at: new Date(at).toISOString(),
      analyst,
      undone,
      inForce,
      guideline: [...guideline],
    })),
  }),
  'guidelines.export': async (context, { format, folder, version }) => ({
    result: await exportGuideline(context, format, folder, version),
    change: null,
  }),
};

/** Puts an example after the last one of its kind; the first counter-example comes after all that is there. */
function placed(guideline: readonly GuidelineBlock[], block: GuidelineBlock): GuidelineBlock[] {
  const last = guideline.findLastIndex(({ kind }) => kind === block.kind);
  const others = guideline.findIndex(({ kind }) => kind === 'counter-example');
  const at = last >= 0 ? last + 1 : others >= 0 ? others : guideline.length;
  return [...guideline.slice(0, at), block, ...guideline.slice(at)];
}
