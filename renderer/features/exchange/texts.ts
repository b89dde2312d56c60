import { spansInWords } from '../../../shared/model/annotation-counts.ts';
import { counted } from '../../../shared/text/counted.ts';

/** Every sentence of imports and exports. */
export const TEXTS = {
  exporting: 'Exporting',
  choosingFolder: 'Choosing a folder…',
  exportTitle: 'Export a dataset',
  format: 'Format',
  recognise: 'recognised by the content',
  recognised: (formats: readonly string[]) =>
    formats.length === 0 ? 'not recognised' : `${formats.join(', ')} (recognised)`,
  readAs: (formats: readonly string[]) => `Read as ${formats.join(', ')}.`,
  answerHelp: (article: string) =>
    `Extractions that name no article belong to the open one, “${article}”, unless you give the name of another.`,
  set: 'Annotation set',
  allSets: 'All sets',
  documents: 'Documents',
  all: 'All',
  preview: 'Preview',
  previewOf: (
    documents: number,
    counts: { spans: number; cues: number; relations: number } | null | undefined,
  ) =>
    counted(documents, 'document') +
    (counts ? `, ${spansInWords(counts)}, ${counted(counts.relations, 'relation')}` : ''),
  counting: 'Counting annotations and what the format cannot hold',
  binary: 'The files of this format are not text, so there is no preview.',
  sample: 'Beginning of the files',
  export: 'Export',
  exported: 'Exported and verified',
  exportedTo: (report: { documents: number; spans: number; cues: number }) =>
    `${counted(report.documents, 'document')}, ${spansInWords(report)} were written to`,
  openFolder: 'Open folder',
  copyPath: 'Copy path',
  pathNotCopied: 'The path could not be copied; select it above.',
  proposals: (count: number, model: string) => `${counted(count, 'proposal')} by ${model} · Review`,
  verified: 'Everything was read back and compared.',
  bytes: (bytes: number) => `${bytes.toLocaleString('en')} bytes`,
  manifest: 'manifest.json',
  moreFiles: (count: number) => `and ${counted(count, 'more file')}`,
  /** What is lost, in one sentence: the most important kinds by name. */
  losses: (kinds: readonly string[]) => {
    const [first, second, ...others] = kinds;
    const named = [first, second, others.length > 0 && counted(others.length, 'other detail')].filter(
      Boolean,
    );
    const last = named.pop();
    return `This format leaves out or changes ${named.length > 0 ? `${named.join(', ')} and ` : ''}${last}.`;
  },
  lossList: 'All that is left out or changed',
  faults: 'Faults',
  faultList: 'Faulty records',
  moreFaults: (count: number) => `And ${count} more.`,
  /** Head and last line of the saved list. */
  faultColumns: ['file', 'line', 'record', 'left out', 'reason'],
  unlistedFaults: (count: number) => `and ${count} more, which are not listed`,
  copied: 'Copied',
  copyList: 'Copy the list',
  saveList: 'Save the list…',
  notCopied: 'It could not be copied; save it instead.',
  costs: { file: 'the whole file', record: 'one record', annotation: 'one annotation' },
  onlyTexts: 'Only the texts can be read',
  someFaulty: 'Some of it is faulty',
  cannotImport: (what: string, nothingElse: boolean) =>
    `${what} cannot be imported. ${nothingElse ? 'The files contain nothing else. Nothing has been imported yet.' : 'Everything else can; nothing has been imported yet.'}`,
  textOnly: (records: number) =>
    `Import the text of ${counted(records, 'record')} anyway, without the annotations that cannot be read`,
  importNothing: 'Import nothing',
  importTexts: 'Import the texts',
  importRest: 'Import the rest',
  options: (format: string) => `Options of ${format}`,
  importing: 'Importing',
  reading: 'Reading…',
  nothingImported: 'Nothing was imported',
  imported: 'Imported',
  added: (names: readonly string[]) => `Added to the scheme: ${names.join(', ')}.`,
  leftOut: (what: string) => `Left out: ${what}.`,
  locate: (count: number) => (count === 1 ? 'Locate it' : 'Locate them'),
  close: 'Close',
  cancel: 'Cancel',
  start: 'Start annotating',
  notLocated: (count: number) => `${count} could not be located`,
  known: (count: number) =>
    `${counted(count, 'document')} ${count === 1 ? 'was' : 'were'} already in the project`,
  skipped: (count: number) => `${count} skipped`,
  progress: 'Progress',
  modelTitle: 'Import a model’s extractions',
  modelAbout:
    'They are stored in a set of their own, separate from people’s annotations. Any format works, including raw answers of a ' +
    'model; words without offsets are located in the articles. A file that names no article belongs to the article of the ' +
    'same name. A newer run of the same model supersedes the previous one.',
  model: 'Model',
  modelHelp: 'Defaults to the name in the file, then to the file name.',
  version: 'Version',
  run: 'Run',
  runHelp: 'Optional label of the run.',
  modelFiles: 'Files of the model',
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  pasteTitle: 'Import articles',
  article: 'Article',
  articleHelp: 'A date, title or byline at the top is recognised and stored in fields.',
  pasteHere: 'Paste the text here',
  name: 'Name',
  nameHelp: 'Optional. Defaults to the first words of the text.',
  files: 'Files',
  folder: 'Folder',
  importText: 'Import the text',
  unknownTitle: 'Names that are not in your scheme',
  unknownAbout: (count: number) =>
    `The files use ${counted(count, 'name')} that the scheme of this project does not have. Choose what each becomes; nothing has been imported yet.`,
  types: 'Types',
  relations: 'Relations',
  labels: 'Document labels',
  slots: 'Slots',
  count: 'Count',
  example: 'Example',
  becomes: 'Becomes',
  becomesOf: (name: string) => `${name} becomes`,
  addAll: 'Add',
  leaveOutAll: 'Leave out',
  allOf: 'All:',
  import: 'Import',
  addToScheme: 'added to the scheme',
  leaveOut: 'left out',
  working: 'Working…',
} as const;
