import { text, type CliCommand } from './define.ts';
import { resolveDocument } from './resolve.ts';

function command(verb: 'undo' | 'redo'): CliCommand {
  return {
    usage: `${verb} FILE [--document ID]`,
    help: verb === 'undo' ? 'undo your last change' : 'redo what you undid last',
    words: [1, 1],
    options: { document: { type: 'string' } },
    async run({ positionals: [file = ''], options, workspace, router }) {
      workspace.open(file);
      const words = text(options, 'document');
      const document = words === undefined ? undefined : resolveDocument(workspace.store, words);
      const done = await router.call(`history.${verb}`, document ? { document } : {});
      const past = verb === 'undo' ? 'Undone' : 'Redone';
      const more = done.documents > 1 ? ` in ${done.documents} documents` : '';
      return {
        json: { [verb === 'undo' ? 'undone' : 'redone']: done.label, documents: done.documents },
        lines: [done.label === null ? `There is nothing to ${verb}.` : `${past}: ${done.label}${more}`],
      };
    },
  };
}

export const undoCommand = command('undo');
export const redoCommand = command('redo');
