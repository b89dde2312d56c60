import { ERASE_WORDS } from '../shared/contract/erase.ts';

/** Sentences of errors and notices of the command line. */
export const MESSAGES = {
  // Commands and operands
  noCommand: (word: string, overview: string) => `There is no command “${word}”.\n\n${overview}`,
  wrongUsage: (reason: string, usage: string, command: string) =>
    `${reason}\n${usage}\nSee: postil ${command} --help`,
  operandMissing: (operands: string) => `Something is missing: the command takes ${operands}.`,
  tooManyOperands: (most: number, first: undefined | string, operands: string) =>
    most === 0
      ? `The command takes nothing but options, not “${first}”.`
      : `There are too many words: the command takes ${operands}.`,
  optionMissing: (name: string) => `--${name} is missing.`,
  notTogether: (options: string) => `--${options} cannot be used together.`,
  noFile: (file: string) => `There is no file ${file}.`,
  noFileOrFolder: (path: string) => `There is no file or folder ${path}.`,
  neitherExists: (project: string, folder: string) => `Neither ${project} nor ${folder} exists.`,

  // Annotating
  notARange: (part: string) => `--span takes START:END, not “${part}”.`,
  endBeforeStart: (part: string) => `The span ${part} ends before it starts.`,
  notASlot: (words: string) =>
    `--slot takes NAME=span:ID, NAME=entity:ID, NAME=document:ID, NAME=text:TEXT or NAME=empty:REASON, not “${words}”.`,
  notAReason: (word: string, reasons: string) => `“${word}” is not a reason; the reasons are: ${reasons}.`,
  notAnId: (word: string, kind: string) =>
    `“${word}” is not the id of ${kind === 'entity' ? 'an' : 'a'} ${kind}.`,
  idOfEnd: (option: string) => `--${option} takes the id of a span or an entity, as list prints it.`,
  acceptOrReject: 'Give either --accept or --reject.',
  notAStatus: (word: string, statuses: string) => `“${word}” is not a status; the statuses are: ${statuses}.`,
  questionState: (word: string) => `--questions takes “open” or “answered”, not “${word}”.`,

  // Names and ids. `what` begins the sentence: “No document has” or “2 documents have”
  noDocument: (what: string, words: string) =>
    `${what} the id, file name or title “${words}”; see: postil list FILE documents.`,
  ambiguousSet: (name: string, candidates: string) =>
    `Several sets are called “${name}”: ${candidates}. Give the id of one of them.`,
  noDocumentLabel: (name: string, known: readonly string[]) =>
    `There is no document label “${name}”. ${known.length === 0 ? 'The scheme has none.' : `The labels are: ${known.join(', ')}.`}`,
  noSet: (name: string, count: number, known: string) =>
    `There is no set “${name}”. ${count === 0 ? 'The project has no sets.' : `The sets are: ${known}.`}`,
  noEntity: (what: string, words: string) =>
    `${what} the id or name “${words}”; see: postil list FILE entities.`,
  oneOf: (option: string, choices: string) => `--${option} takes one of: ${choices}.`,
  notARangeOfUnits: (word: string) => `--at takes START-END, in UTF-16 code units, not “${word}”.`,
  idOfItem: (option: string) => `--${option} takes an id, as quarantine and list print it.`,
  cannotBeListed: (word: string, lists: string) => `“${word}” cannot be listed; choose one of: ${lists}.`,

  // Entities
  mergeOperands: 'merge takes INTO and at least one FROM.',
  renameOperands: 'rename takes two values: OLD NEW.',
  mergeValuesOperands: 'merge takes the value that stays and those that become it: INTO FROM…',
  deleteValuesOperands: 'delete takes the values to delete: VALUE…',
  noValueList: (words: string, found: number, known: string) =>
    `${found > 1 ? 'Several attributes are' : 'No attribute with a list of values is'} called ${words}. ${known === '' ? 'The scheme has no such attribute.' : `Name one of: ${known}.`}`,
  notAVerb: (word: string, verbs: string) => `“${word}” is not one of: ${verbs}.`,
  notAPackFormat: (word: string, formats: string) =>
    `“${word}” is not a format of entity lists; the formats are: ${formats}.`,

  // Deleting for good
  documentOrEntity: 'Give either --document or --entity.',
  nameNeedsEntity: '--name can only be used with --entity.',
  notAnEdit: (words: string) =>
    `“${words}” is no edit. Write START:END:TEXT, such as 12:17:Ankara, with offsets in UTF-16 code units from 0.`,
  editOrFind: 'Give either --edit with --document, or --find with --replace.',
  keepOrDelete: (word: string) => `--gone is keep or delete, not “${word}”.`,
  textOrGoTo: 'Give either --text or --go-to.',
  revisionOfDocument: 'A revision is one of an article: name the article with --document.',
  notARevision: (words: string) => `“${words}” is no revision of this article, or several ids begin with it.`,
  neverCorrected: 'The text was never corrected.',
  confirmErasing: `This cannot be undone. Check with --dry-run first, then add --confirm '${ERASE_WORDS}'.`,

  // Formats and models
  notAnOption: (word: string) => `--option takes NAME=VALUE, not “${word}”.`,
  noOption: (count: number, name: string, known: string) =>
    count === 0
      ? `The format has no options, so not “${name}” either.`
      : `There is no option “${name}”; the options are: ${known}.`,
  wrongOption: (name: string, problem: null | string, value: string) =>
    `The option ${name} ${problem ?? `cannot be “${value}”`}.`,
  mapUnreadable: (file: string, reason: string) => `The map ${file} cannot be read: ${reason}.`,
  mapWrong: (path: undefined | string, reason: undefined | string) =>
    `The map is wrong at ${path || 'its top level'}: ${reason ?? ''}. A map looks like {"types": {"PER": "PERSON", "MISC": null}}.`,
  modelName: '--set model:NAME needs a name of 1 to 160 characters.',
  notParameters: '--parameters takes JSON, or @FILE.',
  parametersUnreadable: (file: string, reason: string) => `The parameters ${file} cannot be read: ${reason}.`,

  // History
  changeWithoutDocument: '--change names one change: leave --document out.',
  notAChange: (word: string) => `--change takes the id of a change, as history lists it, not “${word}”.`,
  remedy: (reason: string, command: string, change: string) =>
    `${reason} To do that: postil ${command} FILE --change ${change}`,
  notASpan: (word: string) => `--span takes the id of a span, not “${word}”.`,
  limitTo: (most: number) => `--limit takes a number from 1 to ${most}.`,
  wrongLimit: '--limit takes a number of at least 1.',
  notAMoment: (word: string) =>
    `--to takes the id of a change, as history lists it, or a time such as 2026-03-01T09:30, not “${word}”.`,
  nothingBefore: (moment: string) => `The document has no change at or before ${moment}.`,
  notInTrash: (word: string) => `--restore takes an id, as trash lists it, not “${word}”.`,

  // Scheme and search
  noScheme: (name: string, known: string) =>
    `“${name}” is neither a scheme that ships with Postil (${known}) nor a file.`,
  meaningAlone: 'The option --meaning goes with --replace or --go-back.',
  nothingToRecheck: (name: string) => `The scheme has no type, relation type or document label “${name}”.`,
  dryRunAlone: '--dry-run can only be used with --replace or --go-back.',
  notASchemeFile: (path: string) =>
    `The name of a scheme file ends in .json, .xlsx, .csv or .conf, and ${path} does not.`,
  notAPage: (path: string) => `The name of a guideline file ends in .md or .html, and ${path} does not.`,
  notAnAnnotation: (word: string) =>
    `ANNOTATION is the id of an annotation, as list prints it, not “${word}”.`,
  noBlock: (id: string, type: string, version: number) =>
    `The guideline of ${type} has no block ${id} in version ${version} of the scheme.`,
  noSchemeVersion: (version: number) => `The scheme has no version ${version}.`,
  fromMissing: 'Name the earlier version of the scheme with --from.',
  optionBelongsElsewhere: (option: string, form: string) =>
    `The option --${option} does not go with ${form}.`,
  notAVersionFor: (option: string, word: string) =>
    `--${option} takes the number of a version, not “${word}”.`,
  notAVersion: (word: string) => `--go-back takes the number of a version, not “${word}”.`,
  nothingToSearch: 'There is nothing to search for. Give QUERY, or --annotations, or a --type.',
  notALimit: (word: undefined | string) => `--limit takes a number of at least 1, not “${word}”.`,

  // Programs
  noWindow: (obstacle: string, instead: string) =>
    `The desktop program cannot show a window here: ${obstacle}. ${instead}`,
  downloadsElectron: 'Electron is not installed yet. Downloading it once; it is over 100 MB.',
  cannotRun: (reason: string, instead: string) =>
    `The desktop program cannot run here: ${reason}. ${instead}`,
  noWindowYet: (command: string) =>
    `The desktop program has not shown a window yet, but it may still do so. Otherwise press Ctrl+C and open the workbench in a browser: ${command}`,
  endedEarly: (event: string, instead: string) =>
    `The desktop program ended before it showed a window: ${event}. ${instead}`,
  toGetTheWindow: (cure: string) => `To get the window: ${cure}.`,
  wrongPort: '--port takes a number from 0 to 65535.',
  pageShowsRemedy: (reason: string) => `${reason}\nThe page shows what you can do.`,
  notBuilt: 'The screens are not built yet. Run: npm run build',
  portUnusable: (port: number, reason: string) => `Port ${port} cannot be used: ${reason}.`,
  running: (link: string) => `Postil is running at ${link}\nStop it with Ctrl+C.`,
  withOrWithout: 'Give either --with or --without, not both.',
} as const;
