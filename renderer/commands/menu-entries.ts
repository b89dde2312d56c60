import { inputOf } from '../../shared/model/attributes/index.ts';
import { valueLabel } from '../../shared/model/attributes/value-label.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { Status } from '../../shared/model/document.ts';
import { spanType, type DocumentLabel } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { proposalById, spanById, useArticle } from '../state/article.ts';
import { countChosen, isChosen, useChosenDocuments } from '../state/chosen-documents.ts';
import { action, actions, command, LINE, type Menu, type MenuEntry } from '../state/context-menu.ts';
import { currentScheme } from '../state/project.ts';
import { useTicked } from '../state/ticked-entities.ts';
import { setView } from '../state/view.ts';
import type { Thing } from '../ui/things.ts';
import { exportDocuments, setLabelOf, setStatusOf, trashDocuments } from './chosen-documents.ts';
import { goTo } from './documents.ts';
import { openEntity } from './entities.ts';
import { askToErase } from './erase.ts';
import { openHistory } from './history.ts';
import { goToSpan } from './jump.ts';
import { menuOfCase, menuOfRelation } from './row-menus.ts';
import { deleteListed, retype } from './listed-spans.ts';
import { deleteEntities } from './registry.ts';
import { changeType, tag } from './spans.ts';
import { TEXTS } from './texts.ts';

const TEXT = TEXTS.menu;
const STATUSES: readonly Status[] = ['new', 'in progress', 'done', 'skipped'];

/** Returns the menu of the selected span or proposal, or else of the words at the caret. */
export function entriesOfSelection(): Menu {
  const { selected, document, selection } = useArticle.getState();
  const text = document?.text ?? '';
  const proposal = proposalById(selected);
  if (proposal)
    return {
      title: readableQuote(text, proposal.fragments) || TEXT.proposal,
      entries: [
        action('span.inspect', TEXT.accept),
        { kind: 'types', label: TEXT.changeType, onPick: changeType },
        action('span.delete', TEXT.reject),
      ],
    };
  const span = selection === null ? spanById(selected) : undefined;
  if (span)
    return { title: readableQuote(text, span.fragments) || TEXTS.noWords, entries: entriesOfSpan(span.id) };
  return {
    title: selection ? text.slice(...selection) : TEXT.text,
    entries: [
      { kind: 'types', label: TEXT.tagAs, onPick: tag },
      ...(selection ? actions('span.addFragment', 'screen.search') : actions('letters.show')),
      LINE,
      ...actions(
        'note.add',
        'text.correct',
        'document.left',
        'document.done',
        'document.skip',
        'screen.history',
      ),
    ],
  };
}

function entriesOfSpan(id: Uid): MenuEntry[] {
  const span = spanById(id)!;
  const scheme = currentScheme();
  const type = scheme && spanType(scheme, span.type);
  return [
    action('span.inspect'),
    { kind: 'types', label: TEXT.changeType, onPick: changeType },
    ...actions('span.duplicate', ...(type?.attributes.length ? (['attribute.open'] as const) : [])),
    ...(type?.family === 'mention'
      ? [
          LINE,
          ...actions(
            'entity.accept',
            'entity.link',
            ...(span.entities.length > 0 ? (['entity.open'] as const) : []),
            'propagate',
          ),
        ]
      : []),
    LINE,
    ...actions('relation.relate', 'relation.follow', 'note.add'),
    ...actions('guideline.example', 'guideline.counterExample', 'guideline.panel'),
    { kind: 'command', id: 'history', label: TEXT.history, run: () => openHistory(id) },
    LINE,
    action('span.delete'),
  ];
}

/** Returns the menu of what a row, a card or a part of the window stands for. */
export function entriesOfThing(thing: Thing): Menu | null {
  const { span, document, entity, proposal, relation, name } = thing;
  if (proposal) return menuOfCase(proposal);
  if (relation) return menuOfRelation(relation);
  if (entity) return { title: name ?? '', entries: entriesOfEntity(entity) };
  if (span) {
    // The inspector shows the selected span.
    if (span === useArticle.getState().selected && name === undefined) return entriesOfSelection();
    return { title: name || TEXTS.noWords, entries: entriesOfListed(span, document) };
  }
  return document ? entriesOfDocument(document, name) : null;
}

function entriesOfListed(span: Uid, document: Uid | undefined): MenuEntry[] {
  return [
    ...(document
      ? [command('goTo', TEXT.goTo, () => goToSpan(document, span), { keys: 'Enter' }), LINE]
      : []),
    { kind: 'types', label: TEXT.changeType, onPick: (type) => retype(span, type, true) },
    command('delete', TEXT.deleteSpan, () => deleteListed(span), { writes: true }),
  ];
}

function entriesOfEntity(id: Uid): MenuEntry[] {
  const { ticked } = useTicked.getState();
  const several = ticked.length > 1 && ticked.some((each) => each.id === id);
  return [
    command('open', TEXT.openEntity, () => openEntity(id), { keys: 'Enter' }),
    LINE,
    ...(several ? [command('merge', TEXT.merge, () => setView({ dialog: 'merge' }), { writes: true })] : []),
    command('delete', TEXT.deleteEntity, () => deleteEntities([id]), { writes: true }),
    command('erase', TEXT.eraseEntity, () => askToErase({ of: 'entity', id }), { writes: true }),
  ];
}

/** Returns the menu of a document, or of all chosen ones if it is one of them. */
function entriesOfDocument(id: Uid, name: string | undefined): Menu {
  // The inspector shows the open article, which has actions of its own.
  if (name === undefined)
    return {
      title: useArticle.getState().document?.title ?? '',
      entries: [
        ...actions('document.done', 'document.skip', 'document.reopen', 'document.left'),
        LINE,
        ...actions('note.add', 'text.correct', 'screen.history'),
        LINE,
        ...actions('document.delete', 'document.erase'),
      ],
    };
  const chosen = useChosenDocuments.getState();
  if (chosen.list !== null && isChosen(chosen, id)) return menuOfChosen();
  return {
    title: name,
    entries: [
      command('open', TEXT.open, () => goTo(id), { keys: 'Enter' }),
      LINE,
      ...entriesOfDocuments([id]),
      command('erase', TEXT.erase, () => askToErase({ of: 'document', id }), { writes: true }),
    ],
  };
}

/** Returns the menu of the documents that are chosen in the list. */
export function menuOfChosen(total?: number): Menu {
  const chosen = useChosenDocuments.getState();
  const count = chosen.all && total === undefined ? null : countChosen(chosen, total ?? 0);
  return { title: TEXTS.chosen(count), entries: entriesOfDocuments('chosen') };
}

function entriesOfDocuments(documents: readonly Uid[] | 'chosen'): MenuEntry[] {
  const labels = (currentScheme()?.labels ?? []).flatMap((label) => entriesOfLabel(documents, label));
  return [
    {
      kind: 'more',
      id: 'status',
      label: TEXT.markAs,
      entries: STATUSES.map((status) =>
        command(`status:${status}`, status, () => setStatusOf(documents, status), { writes: true }),
      ),
    },
    ...(labels.length > 0
      ? [{ kind: 'more', id: 'labels', label: TEXT.labels, entries: labels } as const]
      : []),
    command('export', TEXT.export, () => exportDocuments(documents)),
    LINE,
    command('trash', TEXT.trash, () => trashDocuments(documents), { keys: 'Delete', writes: true }),
  ];
}

/** Returns the values of a label that has a list of them. */
function entriesOfLabel(
  documents: readonly Uid[] | 'chosen',
  { name, label, value, many }: DocumentLabel,
): MenuEntry[] {
  const attribute = { ...value, name, label };
  const input = inputOf(attribute);
  if (!('options' in input)) return [];
  const values = [...input.options.map((option) => [option, valueLabel(attribute, option)] as const), null];
  return [
    {
      kind: 'more',
      id: `label:${name}`,
      label,
      entries: [
        ...values.map((each, i) =>
          command(
            `label:${name}:${i}`,
            each === null ? TEXT.noLabel : each[1],
            () => setLabelOf(documents, { name, label }, each === null ? null : each[0], each?.[1] ?? ''),
            { writes: true },
          ),
        ),
        // Of several values, one can be taken away from all.
        ...(many
          ? input.options.map((option, i) =>
              command(
                `label:${name}:not:${i}`,
                TEXT.without(valueLabel(attribute, option)),
                () => setLabelOf(documents, { name, label }, option, valueLabel(attribute, option), false),
                { writes: true },
              ),
            )
          : []),
      ],
    },
  ];
}
