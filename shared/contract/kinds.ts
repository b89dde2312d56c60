import type { CallName, CallsOf } from './index.ts';

/** The kind of a call that may change something; a job `in turn` keeps its place among the commands. */
type Kind = 'command' | 'job' | 'job in turn';

/**
 * The calls of the contract that may change something, without their schemas: the window only has to know in which order to send
 * them, and building all schemas is a third of what its scripts do at the start.
 */
const KINDS: Readonly<Record<CallsOf<'command' | 'job'>, Kind>> = {
  'claims.export': 'job',
  'comparison.export': 'job',
  'comparison.scores': 'job',
  'documents.delete': 'job in turn',
  'documents.restoreHeader': 'command',
  'documents.setMetadata': 'command',
  'documents.setStatus': 'command',
  'documents.setStatuses': 'command',
  'entities.create': 'command',
  'entities.delete': 'command',
  'entities.export': 'job',
  'entities.import': 'job',
  'entities.merge': 'command',
  'entities.split': 'command',
  'entities.update': 'command',
  'exchange.count': 'job',
  'exchange.export': 'job',
  'exchange.import': 'job',
  'guidelines.addExample': 'command',
  'guidelines.export': 'job',
  'history.goBack': 'job in turn',
  'history.redo': 'job in turn',
  'history.restore': 'job in turn',
  'history.undo': 'job in turn',
  'labels.set': 'command',
  'labels.setAll': 'command',
  'mentions.set': 'command',
  'notes.add': 'command',
  'notes.answer': 'command',
  'notes.delete': 'command',
  'notes.edit': 'command',
  'notes.mark': 'command',
  'propagation.apply': 'job',
  'propagation.preview': 'job',
  'quarantine.dismiss': 'command',
  'quarantine.export': 'job',
  'quarantine.place': 'command',
  'quarantine.reopen': 'command',
  'recheck.confirm': 'command',
  'recheck.confirmAll': 'job',
  'relations.create': 'command',
  'relations.delete': 'command',
  'relations.update': 'command',
  'review.bulk': 'job',
  'review.decide': 'command',
  'review.exportCorrections': 'job',
  'review.open': 'job',
  'review.setBlind': 'command',
  'scheme.apply': 'job in turn',
  'scheme.decide': 'command',
  'scheme.edit': 'command',
  'scheme.export': 'job',
  'search.export': 'job',
  'search.tag': 'job',
  'slots.evidence': 'command',
  'slots.fill': 'command',
  'slots.move': 'command',
  'slots.remove': 'command',
  'spans.create': 'command',
  'spans.delete': 'command',
  'spans.duplicate': 'command',
  'spans.update': 'command',
  'texts.correct': 'command',
  'texts.goTo': 'command',
  'texts.replace': 'job',
  'values.colour': 'command',
  'values.replace': 'job in turn',
  'values.set': 'job in turn',
};

/** Returns how a call may change something; undefined for queries, and for calls of the host. */
export function writingKind(name: CallName): Kind | undefined {
  return (KINDS as Readonly<Partial<Record<CallName, Kind>>>)[name];
}
