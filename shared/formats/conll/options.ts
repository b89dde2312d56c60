import { optionValue, type Format, type OptionValues } from '../define.ts';
import { REPAIRS, TAG_SCHEMES } from '../iob.ts';
import { SEPARATORS } from './layout.ts';

/** How spans that overlap in one column of tags are chosen. */
export const OVERLAPS = ['longest', 'outermost', 'priority'] as const;
export type Overlaps = (typeof OVERLAPS)[number];

export const OPTIONS: Format['options'] = [
  {
    kind: 'choice',
    name: 'scheme',
    label: 'Tag scheme',
    help: 'How tags say where spans begin and end. Left to “auto” it is found when reading, and written as it was read, else as IOB2.',
    options: ['auto', ...TAG_SCHEMES],
    default: 'auto',
  },
  {
    kind: 'text',
    name: 'tag-columns',
    label: 'Columns of tags (reading)',
    help: 'Numbers from 1 or names, with commas; “auto” finds them, “none” reads tokens only.',
    default: 'auto',
  },
  {
    kind: 'text',
    name: 'token-column',
    label: 'Column of tokens (reading)',
    help: 'A number from 1 or a name; “auto” finds it.',
    default: 'auto',
  },
  {
    kind: 'choice',
    name: 'separator',
    label: 'Between columns (reading)',
    options: ['auto', ...SEPARATORS],
    default: 'auto',
  },
  {
    kind: 'choice',
    name: 'repair',
    label: 'Broken sequences (reading)',
    help: 'What an inside tag does where nothing of its type is open: begin a span, as conlleval does; join the span before it, whatever its type; or refuse the file.',
    options: [...REPAIRS],
    default: 'begin',
  },
  {
    kind: 'choice',
    name: 'ragged',
    label: 'Rows with other columns (reading)',
    help: 'Refuse the file, or fill what is missing and cut tokens at their blanks. Both are told.',
    options: ['refuse', 'fill'],
    default: 'refuse',
  },
  {
    kind: 'choice',
    name: 'blanks',
    label: 'Blanks between tokens (reading)',
    help: 'The text is rebuilt from the tokens. “auto” leaves blanks out where tokens are single characters of Chinese or Japanese, and where the file says so.',
    options: ['auto', 'between', 'none'],
    default: 'auto',
  },
  {
    kind: 'number',
    name: 'sentences-per-document',
    label: 'Sentences a document (reading)',
    help: 'A document that goes on for longer is divided.',
    integer: true,
    minimum: 1,
    default: 5000,
  },
  {
    kind: 'choice',
    name: 'columns',
    label: 'Columns (writing)',
    help: 'Those the documents came with, or only the token and its tag.',
    options: ['as read', 'token and tag'],
    default: 'as read',
  },
  {
    kind: 'choice',
    name: 'documents',
    label: 'Where documents begin (writing)',
    help: 'As comments: “# newdoc id = NAME”, as CoNLL-U has it, with the file name and metadata of each. Or as rows “-DOCSTART-” alone, for programs that know no comments. Documents that came from a file of the family begin as they did there.',
    options: ['comments', 'rows'],
    default: 'comments',
  },
  {
    kind: 'choice',
    name: 'overlaps',
    label: 'Overlapping spans (writing)',
    help: 'Which one a column of tags keeps: the longest, the one around the others, or the one whose type stands first under priority.',
    options: [...OVERLAPS],
    default: 'longest',
  },
  {
    kind: 'text',
    name: 'priority',
    label: 'Priority of types (writing)',
    help: 'Types with commas, the most important first; others follow in the order of the scheme.',
  },
];

/** Whether the names and metadata of documents are written as comments. */
export function writesComments(values: OptionValues | undefined): boolean {
  return optionValue({ options: OPTIONS }, 'documents', values) !== 'rows';
}
