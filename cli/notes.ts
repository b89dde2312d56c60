import { listNotes } from '../db/annotations/notes.ts';
import type { NoteThread } from '../shared/contract/notes.ts';
import { counted } from '../shared/text/counted.ts';
import { DOCUMENT_OPTION, UsageError, text, type CliCommand } from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument } from './resolve.ts';

export const notesCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List notes and questions with their replies',
  words: [1, 1],
  options: {
    questions: { type: 'string', value: 'open|answered', help: 'Only questions in this state.' },
    ...DOCUMENT_OPTION,
    search: { type: 'string', value: 'WORDS', help: 'Only notes that contain these words.' },
  },
  async run({ positionals: [file = ''], options, workspace }) {
    const questions = text(options, 'questions');
    if (questions !== undefined && questions !== 'open' && questions !== 'answered')
      throw new UsageError(MESSAGES.questionState(questions));
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const [document, search] = [text(options, 'document'), text(options, 'search')];
    const { rows, total } = listNotes(store, {
      ...(questions && { question: questions }),
      ...(document !== undefined && { document: resolveDocument(store, document) }),
      ...(search !== undefined && { search }),
    });
    return {
      json: { notes: rows, total },
      lines: [...rows.flatMap(linesOf), `${counted(total, questions ? 'question' : 'note')}.`],
    };
  },
};

function linesOf({ id, question, author, at, body, type, words, documentTitle, replies }: NoteThread) {
  const kind = question === null ? 'note' : `question, ${question}`;
  const place = words ? `${type} “${words}” in ${documentTitle}` : documentTitle;
  return [
    `${id}  ${kind}  ${author || 'unknown'}  ${at}  ${place}`,
    `  ${body.replace(/\s+/g, ' ')}`,
    ...replies.map((reply) => `  ↳ ${reply.author || 'unknown'}: ${reply.body.replace(/\s+/g, ' ')}`),
  ];
}
