import '@fontsource-variable/source-serif-4/wght.css';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/editor/editor.css';
import '../../../renderer/editor/arcs/arcs.css';
import './page.css';
import { relationsOf } from '../workload/relations.ts';
import { freeWords, workload, type SizeName, type Workload } from '../workload/workload.ts';
import type { ArcWorks, SubjectName, Works } from './api.ts';
import { settle, work } from './clock.ts';
import { editorSubject } from './editor.ts';
import { plainSubject } from './plain.ts';
import type { Subject } from './subject.ts';

/** Number of words that are tagged, selected and so on, spread over the document. */
const WORDS = 8;
/** One notch of a wheel in CSS pixels, and the number of notches. */
const NOTCH = 120;
const NOTCHES = 30;

const mount = document.getElementById('mount')!;
let made: Workload;
let subject: Subject;

async function prepare(name: SubjectName, size: SizeName): Promise<void> {
  made = workload(size);
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
  const words = freeWords(made, WORDS);
  const at = async (each: (word: (typeof words)[number]) => void) => {
    const times: number[] = [];
    for (const word of words) {
      subject.place(word);
      await settle();
      times.push(await work(() => each(word)));
    }
    return times;
  };
  const add = await at((word) => subject.add(word));
  const select = await at((word) => subject.select(word));
  const hover = await at(() => subject.hover());
  const type = await at(() => subject.type('x'));
  const jump: number[] = [];
  // Alternates between both ends, so that every jump reaches text that has not been drawn yet.
  for (const i of words.keys()) {
    const target = words[i % 2 === 0 ? i : words.length - i]!;
    jump.push(await work(() => subject.jump(target[0]), 2));
  }
  const wheel = await turnWheel();
  const remove = await at((word) => subject.remove(word));
  return { open, next, add, select, hover, type, jump, wheel, remove };
}

function openOnce(): Promise<number> {
  return work(() => subject.open(true));
}

/** Turns the wheel in the middle of the document, one notch per frame. */
async function turnWheel(): Promise<number[]> {
  mount.scrollTop = (mount.scrollHeight - mount.clientHeight) / 2;
  await settle(4);
  const times: number[] = [];
  for (let i = 0; i < NOTCHES; i++) {
    const atEnd = mount.scrollTop + mount.clientHeight >= mount.scrollHeight - NOTCH;
    if (atEnd) mount.scrollTop = 0;
    times.push(await work(() => (mount.scrollTop += NOTCH)));
  }
  return times;
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

window.bench = { run, arcs, prepare, show, open: openOnce };
