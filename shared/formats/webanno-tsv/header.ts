import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { MESSAGES } from './messages.ts';

export const FORMAT_LINE = '#FORMAT=WebAnno TSV ';

/** One column of the rows, after the three of the token. */
export type Column =
  /** For a layer without features: an annotation is present or absent. */
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'value'; readonly feature: string }
  /** `declared` is the whole field of the header: it also names the type of the links. */
  | { readonly kind: 'role'; readonly feature: string; readonly declared: string }
  /** Follows the column of the roles; `type` is the type of the fillers. */
  | { readonly kind: 'target'; readonly feature: string; readonly type: string }
  /** The source of a relation; `type` is the type that it links. */
  | { readonly kind: 'base'; readonly type: string }
  | { readonly kind: 'chain relation' }
  | { readonly kind: 'chain type' };

export interface Layer {
  readonly kind: 'span' | 'relation' | 'chain';
  /** Full name of the type. */
  readonly type: string;
  readonly columns: readonly Column[];
}

const KINDS = { SP: 'span', RL: 'relation', CH: 'chain' } as const;

/** Returns the declaration of a layer, or `null` if the line is none. */
export function parseLayer(line: string, where: ErrorWhere): Layer | null {
  const match = /^#T_(SP|RL|CH)=(.*)$/.exec(line);
  if (!match) return null;
  const kind = KINDS[match[1] as keyof typeof KINDS];
  const [type, ...fields] = match[2]!.split('|').filter((field) => field !== '');
  if (type === undefined) throw formatError(MESSAGES.layerWithoutType(line), where);
  const columns: Column[] = [];
  for (const field of fields) {
    const before = columns.at(-1);
    if (kind === 'relation' && field.startsWith('BT_')) columns.push({ kind: 'base', type: field.slice(3) });
    else if (kind === 'chain' && field === 'referenceRelation') columns.push({ kind: 'chain relation' });
    else if (kind === 'chain' && field === 'referenceType') columns.push({ kind: 'chain type' });
    else if (kind === 'span' && field.startsWith('ROLE_'))
      columns.push({ kind: 'role', feature: roleFeature(field, where), declared: field });
    else if (before?.kind === 'role') columns.push({ kind: 'target', feature: before.feature, type: field });
    else columns.push({ kind: 'value', feature: field });
  }
  if (kind === 'relation' && !columns.some((column) => column.kind === 'base')) {
    throw formatError(MESSAGES.undeclaredEnds(type), where, MESSAGES.endsForm);
  }
  if (columns.at(-1)?.kind === 'role') {
    throw formatError(MESSAGES.roleWithoutFiller(type), where);
  }
  return { kind, type, columns: columns.length > 0 ? columns : [{ kind: 'placeholder' }] };
}

/**
 * Returns the feature in `ROLE_<host>:<feature>_<type of the link>`. All three may have underscores; the type of the
 * link is usually in the package of the host, which marks where the feature ends.
 */
function roleFeature(field: string, where: ErrorWhere): string {
  const colon = field.indexOf(':');
  const host = field.slice('ROLE_'.length, colon);
  const rest = field.slice(colon + 1);
  const inPackage = rest.indexOf(`_${host.slice(0, host.lastIndexOf('.') + 1)}`, 1);
  const end = inPackage > 0 && host.includes('.') ? inPackage : rest.indexOf('_', 1);
  if (colon < 0 || end < 1) {
    throw formatError(MESSAGES.notARole(field), where, MESSAGES.roleForm);
  }
  return rest.slice(0, end);
}
