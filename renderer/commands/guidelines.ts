import type { InputOf } from '../../shared/contract/index.ts';
import type { NoteThread } from '../../shared/contract/notes.ts';
import type { ExampleKind, Guideline, GuidelineBlock } from '../../shared/guideline/blocks.ts';
import { guidelineOf } from '../../shared/guideline/find.ts';
import type { PageFormat } from '../../shared/guideline/page.ts';
import { newUid } from '../../shared/model/uid.ts';
import { changePart } from '../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { call } from '../api.ts';
import { spanById, useArticle } from '../state/article.ts';
import { useNotes } from '../state/notes.ts';
import { currentProject } from '../state/project.ts';
import { isPanelOpen, setPanel, setView, toast, toastError, useView } from '../state/view.ts';
import { hideHistoryPanel } from './history.ts';
import { lastDecided } from './review.ts';
import { editScheme } from './scheme.ts';
import { TEXTS } from './texts.ts';

type Target = Pick<InputOf<'guidelines.addExample'>, 'kind' | 'annotation' | 'text'>;

/**
 * Makes an annotation an example in the guideline of its type: the selected one; on the notes screen that of the answered question; in
 * the review that of the case decided last.
 */
export async function makeExample(as: ExampleKind): Promise<void> {
  const target = await chosenTarget();
  if (typeof target === 'string') return toast(target);
  await addExample(as, target);
}

/** Makes an annotation an example in the guideline of its type. */
export async function addExample(as: ExampleKind, target: Target): Promise<void> {
  try {
    const { label, quote, added } = await call('guidelines.addExample', { ...target, as });
    toast(TEXTS.madeExample(as, label, quote, added));
  } catch (error) {
    toastError(error);
  }
}

/** Returns the annotation to make an example of, or what has to be done before. */
async function chosenTarget(): Promise<Target | string> {
  const { screen } = useView.getState();
  if (screen === 'notes') {
    const { thread } = useNotes.getState();
    return (thread && exampleOfThread(thread)) ?? TEXTS.answerBefore;
  }
  if (screen === 'review') return (await lastDecided()) ?? TEXTS.decideBefore;
  const { selected, notes } = useArticle.getState();
  const span = screen === 'article' ? spanById(selected) : undefined;
  if (!span) return TEXTS.selectForExample;
  // What was answered about it explains it.
  const asked = notes.filter((note) => note.span === span.id && note.question === 'answered');
  const answer = notes.findLast((note) => asked.some(({ id }) => id === note.replyTo));
  return { kind: 'span', annotation: span.id, text: answer?.body ?? '' };
}

/** Returns the annotation of an answered question with the answer; undefined if it is open, or is about no annotation. */
export function exampleOfThread({ question, span, relation, replies }: NoteThread): Target | undefined {
  if (question !== 'answered') return undefined;
  const text = replies.at(-1)?.body ?? '';
  if (span) return { kind: 'span', annotation: span, text };
  return relation ? { kind: 'relation', annotation: relation, text } : undefined;
}

/** Changes the guideline of a part as an edit of the scheme. */
export function editGuideline(
  part: PartName,
  edit: (guideline: Guideline) => readonly GuidelineBlock[],
): Promise<boolean> {
  return editScheme((scheme) =>
    changePart(scheme, part, { guideline: edit(guidelineOf(scheme, part) ?? []) }),
  );
}

/** Shows the guideline of the type beside the article, or the inspector again. */
export function toggleGuidelinePanel(): void {
  const view = useView.getState();
  if (view.screen === 'article' && view.showsGuideline && isPanelOpen(view, 'inspector'))
    return hideHistoryPanel();
  if (!useArticle.getState().document) return;
  setView({ screen: 'article' });
  setPanel('inspector', true);
  setView({ showsGuideline: true });
}

/** Writes the guideline into a folder chosen in the dialog, or beside the project. Returns whether it was written. */
export async function exportGuideline(format: PageFormat): Promise<boolean> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-guideline`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return false;
    const done = await call('guidelines.export', {
      job: newUid(),
      format,
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.guidelineExported(done.version, done.path));
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}
