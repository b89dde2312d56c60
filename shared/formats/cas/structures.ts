import type { SourceText } from '../source-text.ts';
import { DOCUMENT_ANNOTATION, type Cas, type Structure, type Value, type View } from './model.ts';
import type { KeptStructure } from './names.ts';

/** A view with a text, and its annotations with offsets in the document's text. */
export interface TextView {
  readonly view: View;
  readonly sofa: number;
  readonly source: SourceText;
  /** Annotations by id; `begin` and `end` are offsets in the document's text. */
  readonly annotations: Map<number, Structure>;
  /** Annotations without begin and end: they have no position, which differs from position 0. */
  readonly nowhere: readonly Structure[];
}

/** Packages of annotations that describe the document or the project, not its text. */
const ABOUT = /^de\.tudarmstadt\.ukp\.dkpro\.core\.api\.metadata\.type\./;

/** Returns a structure in the form in which it is kept with a document. */
export function keep({ id, type, features }: Structure, cas: Cas): KeptStructure {
  const value = features.get('sofa');
  const sofa = typeof value === 'object' && 'ref' in value ? value.ref : undefined;
  const view = cas.views.find((each) => each.sofa !== undefined && each.sofa.id === sofa);
  const indexed = viewsOf(id, cas);
  return {
    id,
    type,
    features: without(features, ...(view ? ['sofa'] : [])),
    ...(view && { sofa: view.name }),
    ...(indexed.length > 0 && { views: indexed }),
  };
}

/** Returns the names of the views in which a structure is indexed. */
export function viewsOf(id: number, { views }: Cas): string[] {
  return views.flatMap(({ name, members }) => (members.has(id) ? [name] : []));
}

export function without(features: ReadonlyMap<string, Value>, ...names: string[]): Record<string, Value> {
  return Object.fromEntries([...features].filter(([name]) => !names.includes(name)));
}

export function isAbout(type: string, { types }: Cas): boolean {
  return ABOUT.test(type) && !types.isA(type, DOCUMENT_ANNOTATION);
}
