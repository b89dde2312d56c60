import '@fontsource-variable/source-serif-4/wght.css';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/editor/editor.css';
import '../../../renderer/editor/arcs/arcs.css';
import './page.css';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { relationsOf } from '../workload/relations.ts';
import { freeWords, workload, type SizeName, type Workload } from '../workload/workload.ts';
import type { ArcWorks, LocalOperation, SubjectName, Works } from './api.ts';
import { settle, work } from './clock.ts';
import { editorSubject } from './editor.ts';
import { plainSubject } from './plain.ts';
import type { Subject } from './subject.ts';

/** Number of words that are tagged, selected and so on, spread over the document. */
const WORDS = 8;
/** One notch of a wheel in CSS pixels, and the number of notches. */
const NOTCH = 120;
const NOTCHES = 30;
/** Number of spans that are walked, and of steps by which an end is dragged. */
const WALKED = 100;
const STEPS = 20;
/** Frames in which an operation is drawn: the second one corrects the place of text that came into view. */
const FRAMES = { hover: 1, walk: 2, drag: 1, jump: 2 } as const;

const mount = document.getElementById('mount')!;
let made: Workload;
let words: readonly Fragment[];
let subject: Subject;

async function prepare(name: SubjectName, size: SizeName): Promise<void> {
  made = workload(size);
  words = freeWords(made, WORDS);
  subject = name === 'editor' ? editorSubject(made, mount) : plainSubject(made, mount);
  // Otherwise the first drawing would be measured in a fallback font.
  await document.fonts.load('18px "Source Serif 4 Variable"', made.document.text.slice(0, 2000));
  await settle(4);
}

async function run(name: SubjectName, size: SizeName): Promise<Works> {
  await prepare(name, size);
  const open = [await openOnce()];
  await settle(4);
  const next = [await openOnce()];
  await settle(4);
  const all = (operation: LocalOperation, count: number) =>
    repeated(count, async (i) => {
      await place(operation, i);
      return perform(operation, i);
    });
  const add = await all('add', WORDS);
  const select = await all('select', WORDS);
  const hover = await all('hover', WORDS);
  const type = await all('type', WORDS);
  const jump = await all('jump', WORDS);
  const wheel = await turnWheel();
  const remove = await all('remove', WORDS);
  const walk = await all('walk', WALKED);
  const drag = await all('drag', STEPS);
  subject.release();
  return { open, next, add, select, hover, type, jump, wheel, remove, walk, drag };
}

async function repeated(count: number, once: (i: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await once(i));
  return times;
}

async function place(operation: LocalOperation, index: number): Promise<void> {
  // Walking, dragging and jumping continue from where the last step led.
  if (operation === 'jump' || ((operation === 'walk' || operation === 'drag') && index > 0)) return;
  const word = words[operation === 'walk' || operation === 'drag' ? WORDS >> 1 : index]!;
  subject.place(word);
  if (operation === 'drag') subject.walk();
  await settle();
  if (operation === 'drag') subject.grasp();
}

function perform(operation: LocalOperation, index: number): Promise<number> {
  const word = words[index % WORDS]!;
  // Alternates between both ends, so that every jump reaches text that has not been drawn yet.
  const far = words[index % 2 === 0 ? index : WORDS - index]!;
  switch (operation) {
    case 'add':
    case 'remove':
    case 'select':
      return work(() => subject[operation](word));
    case 'hover':
    case 'walk':
    case 'drag':
      return work(() => subject[operation](), FRAMES[operation]);
    case 'type':
      return work(() => subject.type('x'));
    case 'jump':
      return work(() => subject.jump(far[0]), FRAMES.jump);
  }
}

function openOnce(): Promise<number> {
  return work(() => subject.open(true));
}

/** Turns the wheel in the middle of the document, one notch per frame. */
async function turnWheel(): Promise<number[]> {
  mount.scrollTop = (mount.scrollHeight - mount.clientHeight) / 2;
  await settle(4);
  return repeated(NOTCHES, () => {
    const atEnd = mount.scrollTop + mount.clientHeight >= mount.scrollHeight - NOTCH;
    if (atEnd) mount.scrollTop = 0;
    return work(() => (mount.scrollTop += NOTCH));
  });
}

async function arcs(size: SizeName, relations: number): Promise<ArcWorks> {
  await prepare('editor', size);
  const links = relationsOf(made, relations);
  // Arcs are drawn one frame after the text that they cover.
  const open = [await work(() => subject.open(true, links), 2)];
  await settle(4);
  const drawn = document.querySelectorAll('.arcs .arc').length;
  if (drawn > 0 !== relations > 0) throw new Error(`${drawn} arcs are drawn of ${relations} relations`);
  return { open, wheel: await turnWheel() };
}

async function show(withSpans: boolean): Promise<void> {
  subject.open(withSpans);
  await settle(10);
}

window.bench = { run, arcs, prepare, show, place, perform, open: openOnce };
