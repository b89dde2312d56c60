import { addExample } from './guidelines.ts';
import type { ListedRelation } from '../../shared/contract/relations.ts';
import { allowedRelations, relationType } from '../../shared/model/relation-rules.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { actions, command, LINE, type Menu, type MenuEntry } from '../state/context-menu.ts';
import { keyName } from '../state/keys.ts';
import { currentScheme } from '../state/project.ts';
import { useReview } from '../state/review.ts';
import { toast } from '../state/view.ts';
import { copyText } from './copy.ts';
import { changeRelationType, deleteRelations, goToListedEnd, reverseRelation } from './relations.ts';
import { acceptAs, openInArticle, showLike } from './review.ts';
import { TEXTS } from './texts.ts';

const TEXT = TEXTS.menu;

/** Returns the menu of a case of the review, which is the current one. */
export function menuOfCase(id: Uid): Menu | null {
  const { rows, detail } = useReview.getState();
  const row = rows.find((each) => each.id === id) ?? (detail?.id === id ? detail : undefined);
  if (!row) return null;
  const scheme = currentScheme();
  return {
    title: row.text || TEXTS.noWords,
    entries: [
      ...actions('review.accept', 'review.reject', 'review.skip', 'review.flag'),
      ...(row.kind === 'span' ? [{ kind: 'types', label: TEXT.acceptAs, onPick: acceptAs } as const] : []),
      LINE,
      command('article', TEXT.openInArticle, openInArticle, { keys: keyName('focus.text') }),
      command('like', TEXT.showLike(scheme ? typeLabel(scheme, row.type) : row.type), () => showLike(row)),
      LINE,
      command('copy', TEXT.copyWords, () => copyText(row.text)),
    ],
  };
}

/** Returns the menu of a row of the table of relations. */
export function menuOfRelation({ relation, from, to }: ListedRelation): Menu {
  const scheme = currentScheme();
  const type = scheme && relationType(scheme, relation.type);
  const sentence = `${from.text} → ${type?.label ?? relation.type} → ${to.text}`;
  const name = (end: typeof from) => end.text || TEXTS.noWords;
  const change = (edit: Promise<string | null>) =>
    edit.then((refusal) => refusal !== null && toast(refusal, 'error'));
  const types = scheme
    ? allowedRelations(scheme, relation.ends, from.type, to.type).filter(
        (each) => !each.reverse && each.type.name !== relation.type,
      )
    : [];
  const choices = types.map(({ type: { name: other, label } }): MenuEntry =>
    command(`type:${other}`, label, () => change(changeRelationType(relation.id, other)), { writes: true }),
  );
  return {
    title: sentence,
    entries: [
      command('from', TEXT.goToEnd(name(from)), () => goToListedEnd(from), { keys: 'Enter' }),
      command('to', TEXT.goToEnd(name(to)), () => goToListedEnd(to), { keys: 'Shift+Enter' }),
      LINE,
      ...(relation.ends === 'span'
        ? (['example', 'counter-example'] as const).map((as) =>
            command(
              as,
              TEXT.makeExample(as),
              () => addExample(as, { kind: 'relation', annotation: relation.id, text: '' }),
              { writes: true },
            ),
          )
        : []),
      ...(choices.length > 0
        ? [{ kind: 'more', id: 'types', label: TEXT.changeType, entries: choices } as const]
        : []),
      ...(type?.symmetric
        ? []
        : [command('reverse', TEXT.reverse, () => change(reverseRelation(relation.id)), { writes: true })]),
      command('copy', TEXT.copyRelation, () => copyText(sentence)),
      LINE,
      command('delete', TEXT.deleteRelation, () => deleteRelations([relation.id]), {
        keys: 'Delete',
        writes: true,
      }),
    ],
  };
}
