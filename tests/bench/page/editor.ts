import { EditorController } from '../../../renderer/editor/controller.ts';
import { installTypeStyles } from '../../../renderer/editor/type-styles.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { spanAt, type Workload } from '../workload/workload.ts';
import type { Subject } from './subject.ts';

/** How far an end is dragged in one step (px). */
const STEP = 60;

/** Postil's editor, operated as in the app. */
export function editorSubject({ document: shown, spans }: Workload, mount: HTMLElement): Subject {
  installTypeStyles(newsScheme);
  let editor: EditorController | undefined;
  let pointed: Element | undefined;
  const open = () => {
    if (!editor) throw new Error('the document is not open');
    return editor;
  };
  const handle = (type: string, x: number) => {
    const { top = 0, bottom = 0 } = held?.getBoundingClientRect() ?? {};
    held?.dispatchEvent(
      // The mouse has this id; no other pointer may be captured without being pressed.
      new PointerEvent(type, { pointerId: 1, clientX: x, clientY: (top + bottom) / 2, bubbles: true }),
    );
  };
  let held: HTMLElement | null = null;
  let grasped = '';
  let dragged = 0;
  const spanOn = (word: Fragment) => spanAt(shown.id, spans[0]!.set, word, 'PERSON');
  return {
    open(withSpans, relations = []) {
      editor ??= new EditorController(mount, { scheme: newsScheme, events: { onResize: () => undefined } });
      editor.load(shown, withSpans ? spans : []);
      if (relations.length > 0) editor.setArcs({ links: relations, ofSelection: true, marked: null });
    },
    add: (word) => open().applySpans([spanOn(word)], []),
    remove: (word) => open().applySpans([], [spanOn(word).id]),
    select: (word) => open().select(spanOn(word).id, { scroll: true }),
    hover() {
      const { left = 0, top = 0 } = pointed?.getBoundingClientRect() ?? {};
      pointed?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: left, clientY: top }));
    },
    type(letter) {
      const before = open().view.state.doc;
      insertText(letter);
      if (open().view.state.doc !== before) throw new Error('reading mode let a letter through');
    },
    jump: (offset) => open().scrollTo(offset),
    walk() {
      // From the end to the beginning: a short article has fewer spans than are walked.
      if (!open().walk(1)) open().select(spans[0]!.id, { scroll: true });
    },
    grasp() {
      held = mount.querySelector<HTMLElement>('.handle.end:not([hidden])');
      if (!held) throw new Error('the selected span has no handle');
      grasped = held.style.transform;
      dragged = held.getBoundingClientRect().left;
      handle('pointerdown', dragged);
    },
    drag() {
      const { left = 0, right = 0 } = mount.querySelector('.text')?.getBoundingClientRect() ?? {};
      // About a word at a time, from the beginning of the line again after its end.
      dragged = dragged + STEP > right ? left : dragged + STEP;
      handle('pointermove', dragged);
    },
    release() {
      if (held?.style.transform === grasped) throw new Error('the end did not follow the pointer');
      handle('pointercancel', dragged);
    },
    place([start]) {
      open().scrollTo(start);
      const { top } = open().boxAt(start);
      pointed = [...mount.querySelectorAll('[data-ids]')].find(
        (element) => element.getBoundingClientRect().top >= top,
      );
      open().setSelection([start, start]);
      open().focus();
    },
  };
}

/** Types as the keyboard does: fires the input events and changes the page unless a listener prevents it. */
export function insertText(letter: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only call that fires trusted input events
  document.execCommand('insertText', false, letter);
}
