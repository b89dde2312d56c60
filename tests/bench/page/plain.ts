import type { Fragment } from '../../../shared/model/fragments.ts';
import type { Workload } from '../workload/workload.ts';
import { insertText } from './editor.ts';
import type { Subject } from './subject.ts';

/** The floor: the same text as plain paragraphs, with the least work that a browser can do for each operation. */
export function plainSubject({ document: shown }: Workload, mount: HTMLElement): Subject {
  const { text, blocks } = shown;
  let paragraphs: HTMLParagraphElement[] = [];
  let pointed: HTMLElement | null = null;
  const paragraphAt = (offset: number) => blocks.findLastIndex(([, start]) => start <= offset);

  function rangeOf([start, end]: Fragment): Range {
    const index = paragraphAt(start);
    const range = document.createRange();
    const origin = blocks[index]![1];
    const walker = document.createTreeWalker(paragraphs[index]!, NodeFilter.SHOW_TEXT);
    let at = origin;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.nodeValue!.length;
      if (start >= at && start < at + length) range.setStart(node, start - at);
      if (end > at && end <= at + length) range.setEnd(node, end - at);
      at += length;
    }
    return range;
  }

  function moveSelection(how: 'move' | 'extend'): void {
    const selection = getSelection();
    selection?.modify(how, 'forward', 'word');
    selection?.focusNode?.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  return {
    open(withSpans) {
      mount.replaceChildren();
      paragraphs = [];
      if (!withSpans) return;
      paragraphs = blocks.map(([, start, end]) => {
        const paragraph = document.createElement('p');
        paragraph.textContent = text.slice(start, end);
        return paragraph;
      });
      const page = document.createElement('div');
      page.className = 'plain';
      page.append(...paragraphs);
      mount.append(page);
    },
    add: (word) => rangeOf(word).surroundContents(document.createElement('mark')),
    remove([start]) {
      const mark = paragraphs[paragraphAt(start)]!.querySelector('mark');
      mark?.replaceWith(...mark.childNodes);
    },
    select(word) {
      const { startContainer, startOffset, endContainer, endOffset } = rangeOf(word);
      getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    },
    hover() {
      for (const before of mount.querySelectorAll('.hovered')) before.classList.remove('hovered');
      pointed?.classList.add('hovered');
    },
    type: insertText,
    walk: () => moveSelection('move'),
    grasp: () => undefined,
    drag: () => moveSelection('extend'),
    release: () => undefined,
    jump: (offset) => paragraphs[paragraphAt(offset)]!.scrollIntoView({ block: 'center' }),
    place([start]) {
      const paragraph = paragraphs[paragraphAt(start)]!;
      pointed = paragraph.querySelector('mark');
      paragraph.scrollIntoView({ block: 'center' });
      paragraph.parentElement!.contentEditable = 'true';
      paragraph.parentElement!.focus({ preventScroll: true });
      const { startContainer, startOffset } = rangeOf([start, start + 1]);
      getSelection()?.collapse(startContainer, startOffset);
    },
  };
}
