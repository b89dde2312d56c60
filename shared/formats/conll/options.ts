import { optionValue, type Format, type OptionValues } from '../define.ts';
import { REPAIRS, TAG_SCHEMES } from '../iob.ts';
import { SEPARATORS } from './layout.ts';

/** How spans are chosen that overlap in a single tag column. */
export const OVERLAPS = ['longest', 'outermost', 'priority'] as const;
export type Overlaps = (typeof OVERLAPS)[number];

export const OPTIONS: Format['options'] = [
  {
    kind: 'choice',
    name: 'scheme',
    label: 'Tag scheme',
    help: 'How tags mark where spans begin and end. “auto” recognises it when reading, and writes what was read, or else IOB2.',
    options: ['auto', ...TAG_SCHEMES],
    default: 'auto',
  },
  {
    kind: 'text',
    name: 'tag-columns',
    label: 'Columns of tags (reading)',
    help: 'Numbers from 1 or names, separated by commas; “auto” recognises them, “none” reads tokens only.',
    default: 'auto',
  },
  {
    kind: 'text',
    name: 'token-column',
    label: 'Column of tokens (reading)',
    help: 'A number from 1 or a name; “auto” recognises it.',
    default: 'auto',
  },
  {
    kind: 'choice',
    name: 'separator',
    label: 'Column separator (reading)',
    options: ['auto', ...SEPARATORS],
    default: 'auto',
  },
  {
    kind: 'choice',
    name: 'repair',
    label: 'Broken sequences (reading)',
    help: 'What an inside tag does if no span of its type is open: begin a span, as conlleval does; join the previous span, whatever its type; or refuse the file.',
    options: [...REPAIRS],
    default: 'begin',
  },
  {
    kind: 'choice',
    name: 'ragged',
    label: 'Rows with missing columns (reading)',
    help: 'Refuse the file, or fill missing columns and split tokens at spaces. Both are reported.',
    options: ['refuse', 'fill'],
    default: 'refuse',
  },
  {
    kind: 'choice',
    name: 'blanks',
    label: 'Spaces between tokens (reading)',
    help: 'The text is rebuilt from the tokens. “auto” omits spaces if tokens are single Chinese or Japanese characters, and where the file marks it.',
    options: ['auto', 'between', 'none'],
    default: 'auto',
  },
  {
    kind: 'number',
    name: 'sentences-per-document',
    label: 'Sentences per document (reading)',
    help: 'A longer document is divided.',
    integer: true,
    minimum: 1,
    default: 5000,
  },
  {
    kind: 'choice',
    name: 'columns',
    label: 'Columns (writing)',
    help: 'The columns of the imported documents, or only the token and its tag.',
    options: ['as read', 'token and tag'],
    default: 'as read',
  },
  {
    kind: 'choice',
    name: 'documents',
    label: 'Where documents begin (writing)',
    help: 'As comments: “# newdoc id = NAME”, as CoNLL-U has it, with the file name and metadata of each. Or as rows “-DOCSTART-” alone, for programs that do not know comments. Documents imported from CoNLL begin as they did there.',
    options: ['comments', 'rows'],
    default: 'comments',
  },
  {
    kind: 'choice',
    name: 'overlaps',
    label: 'Overlapping spans (writing)',
    help: 'Which span a column of tags keeps: the longest, the outermost, or the one whose type comes first under priority.',
    options: [...OVERLAPS],
    default: 'longest',
  },
  {
    kind: 'text',
    name: 'priority',
    label: 'Priority of types (writing)',
    help: 'Types separated by commas, most important first; the others follow in the order of the scheme.',
  },
];

/** Whether the names and metadata of documents are written as comments. */
export function writesComments(values: OptionValues | undefined): boolean {
  return optionValue({ options: OPTIONS }, 'documents', values) !== 'rows';
}
