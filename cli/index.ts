import { annotateCommand } from './annotate.ts';
import { claimsCommand } from './claims.ts';
import { correctCommand, revisionsCommand } from './correct.ts';
import type { CliCommand } from './define.ts';
import { entitiesCommand } from './entities.ts';
import { eraseCommand } from './erase.ts';
import { exportCommand, importCommand } from './exchange.ts';
import { convertCommand, formatsCommand } from './formats.ts';
import {
  goBackCommand,
  deleteCommand,
  historyCommand,
  redoCommand,
  trashCommand,
  undoCommand,
} from './history.ts';
import { guidelineCommand } from './guideline.ts';
import { listCommand } from './list.ts';
import { newCommand } from './new.ts';
import { notesCommand } from './notes.ts';
import { openCommand } from './open.ts';
import { propagateCommand } from './propagate.ts';
import { quarantineCommand } from './quarantine.ts';
import { recheckCommand } from './recheck.ts';
import { relateCommand } from './relate.ts';
import { agreementCommand } from './agreement.ts';
import { decideCommand } from './decide.ts';
import { searchCommand } from './search.ts';
import { schemeCommand } from './scheme.ts';
import { serveCommand } from './serve.ts';
import { attributesCommand } from './values.ts';
import {
  backupCommand,
  backupsCommand,
  checkCommand,
  infoCommand,
  journalCommand,
  restoreCommand,
} from './upkeep.ts';

/** All commands by name, in the order of the help. To add a command, write its file and add a line here. */
export const COMMANDS: Readonly<Record<string, CliCommand>> = {
  new: newCommand,
  import: importCommand,
  export: exportCommand,
  formats: formatsCommand,
  convert: convertCommand,
  list: listCommand,
  info: infoCommand,
  check: checkCommand,
  annotate: annotateCommand,
  correct: correctCommand,
  revisions: revisionsCommand,
  claims: claimsCommand,
  attributes: attributesCommand,
  search: searchCommand,
  notes: notesCommand,
  propagate: propagateCommand,
  quarantine: quarantineCommand,
  entities: entitiesCommand,
  relate: relateCommand,
  agreement: agreementCommand,
  decide: decideCommand,
  scheme: schemeCommand,
  guideline: guidelineCommand,
  recheck: recheckCommand,
  undo: undoCommand,
  redo: redoCommand,
  history: historyCommand,
  'go-back': goBackCommand,
  delete: deleteCommand,
  trash: trashCommand,
  erase: eraseCommand,
  backup: backupCommand,
  backups: backupsCommand,
  restore: restoreCommand,
  journal: journalCommand,
  serve: serveCommand,
  open: openCommand,
};
