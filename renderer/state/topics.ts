import type { Topic } from '../../shared/contract/change.ts';
import type { CallName, contract } from '../../shared/contract/index.ts';

/** What the result of a query depends on: topics of changes, and `host` for the state of the program itself. */
export type Dependence = Topic | 'host';

/** Calls that only read the project. */
type QueryName = {
  [Name in CallName]: (typeof contract)[Name]['kind'] extends 'query' ? Name : never;
}[CallName];
/** Calls of other kinds whose results are cached. */
type KeptName =
  'host.info' | 'host.projects' | 'host.presets' | 'exchange.formats' | 'backups.list' | 'exchange.count';

/** A call whose result can be cached until a change makes it stale. */
export type CachedName = QueryName | KeptName;

/**
 * The dependences of every cached call in one place, so that no component can forget a topic. The compiler requires an
 * entry for each query, and `tests/integration/topics.test.ts` compares the entries with the tables that the queries really
 * read.
 */
export const TOPICS: Readonly<Record<CachedName, readonly Dependence[]>> = {
  'annotations.get': ['notes', 'documents', 'annotations', 'sets', 'host'],
  'backups.list': ['host'],
  'claims.facets': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'claims.grouped': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'claims.groups': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'claims.ids': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'claims.list': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'comparison.examples': ['annotations', 'documents', 'entities', 'sets', 'scheme'],
  'documents.around': ['documents', 'annotations', 'review', 'sets', 'scheme', 'host'],
  'documents.find': ['documents'],
  'documents.get': ['documents', 'sets', 'host'],
  'documents.openItems': [
    'annotations',
    'notes',
    'documents',
    'entities',
    'review',
    'sets',
    'scheme',
    'host',
  ],
  'documents.ids': ['documents', 'annotations', 'review', 'sets', 'scheme', 'host'],
  'documents.list': ['documents', 'annotations', 'notes', 'review', 'sets', 'scheme', 'host'],
  'documents.named': ['documents'],
  'documents.next': ['documents', 'sets', 'host'],
  'entities.claims': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'entities.concordance': ['annotations', 'documents', 'entities', 'sets', 'host'],
  'entities.get': ['documents', 'annotations', 'entities', 'sets', 'host'],
  'entities.list': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'entities.named': ['entities'],
  'entities.search': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'erase.preview': ['annotations', 'notes', 'documents', 'entities', 'history', 'review', 'sets', 'host'],
  'exchange.count': ['annotations', 'notes', 'documents', 'entities', 'sets', 'scheme'],
  'exchange.formats': ['host'],
  'exchange.printable': ['annotations', 'notes', 'documents', 'entities', 'sets', 'scheme'],
  'exchange.preview': ['annotations', 'notes', 'documents', 'entities', 'sets', 'scheme'],
  'guidelines.examples': ['annotations', 'documents', 'sets'],
  'guidelines.history': ['scheme', 'project', 'host'],
  'history.list': ['history', 'host'],
  'history.next': ['history', 'host'],
  'history.trash': ['history', 'documents', 'host'],
  'history.wayBack': ['history', 'host'],
  'host.info': ['host'],
  'host.presets': ['host'],
  'host.projects': ['host'],
  'notes.counts': ['notes', 'sets', 'annotations', 'documents', 'host'],
  'notes.list': ['notes', 'annotations', 'documents', 'sets', 'host'],
  'project.info': ['project', 'sets', 'documents', 'annotations', 'scheme', 'host'],
  'project.stepsTaken': ['history', 'sets', 'host'],
  'project.scheme': ['scheme', 'host'],
  'quarantine.guesses': ['documents', 'review'],
  'quarantine.list': ['review', 'documents', 'sets', 'host'],
  'recheck.counts': ['annotations', 'review', 'sets', 'scheme', 'host'],
  'recheck.groups': ['annotations', 'documents', 'entities', 'review', 'sets', 'scheme', 'host'],
  'recheck.list': ['annotations', 'documents', 'entities', 'review', 'sets', 'scheme', 'host'],
  'relations.chain': ['sets', 'annotations', 'documents', 'entities', 'scheme'],
  'relations.list': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'review.case': ['annotations', 'documents', 'entities', 'review', 'sets'],
  'review.count': ['annotations', 'documents', 'review', 'sets'],
  'review.groups': ['annotations', 'documents', 'review', 'sets'],
  'review.honesty': ['annotations', 'documents', 'review', 'sets'],
  'review.inDocument': ['annotations', 'documents', 'review', 'sets', 'host'],
  'review.overview': ['annotations', 'documents', 'review', 'sets', 'host'],
  'review.queue': ['annotations', 'documents', 'review', 'sets'],
  'review.scores': ['annotations', 'documents', 'review', 'sets'],
  'review.tryBulk': ['annotations', 'documents', 'entities', 'review', 'sets'],
  'scheme.counts': ['annotations', 'documents', 'sets', 'scheme'],
  'scheme.leftovers': ['annotations', 'documents', 'sets', 'scheme', 'host', 'review'],
  'scheme.plan': ['annotations', 'entities', 'scheme'],
  'scheme.uses': ['documents', 'sets', 'annotations', 'entities', 'scheme'],
  'scheme.versions': ['scheme', 'project', 'host'],
  'search.count': ['annotations', 'documents', 'sets', 'scheme', 'host'],
  'search.hits': ['annotations', 'documents', 'sets', 'scheme', 'host'],
  'slots.candidates': ['annotations', 'documents', 'entities', 'sets', 'scheme', 'host'],
  'slots.derived': ['documents', 'sets', 'annotations', 'entities', 'scheme'],
  'slots.names': ['annotations', 'documents', 'entities'],
  'spans.dependants': ['annotations', 'notes', 'review'],
  'spans.values': ['annotations', 'sets', 'scheme', 'host'],
  'spans.peek': ['sets', 'annotations', 'documents', 'entities'],
  'values.effect': ['annotations', 'documents', 'sets', 'scheme'],
  'values.list': ['annotations', 'documents', 'sets', 'scheme'],
  'values.offers': ['annotations', 'documents', 'sets', 'scheme'],
  'texts.preview': ['documents', 'annotations', 'sets', 'scheme'],
  'texts.revision': ['documents', 'annotations', 'sets', 'scheme'],
  'texts.places': ['documents', 'annotations', 'sets', 'scheme'],
  'texts.replacement': ['documents', 'annotations', 'sets', 'scheme'],
  'texts.revisions': ['documents', 'history', 'host'],
};

/** The cache key of a call. */
export function cacheKey<Name extends CachedName>(
  name: Name,
  input: unknown,
): readonly [readonly Dependence[], Name, unknown] {
  return [TOPICS[name], name, input];
}
