import { directionOf } from '../../text/direction.ts';
import type { Article } from '../tables/view.ts';
import { Marks } from './marks.ts';
import { MESSAGES } from './messages.ts';
import type { LegendEntry, Line, Part, Phrase } from './parts.ts';
import { sectionsOf } from './sections.ts';

/**
 * Yields the parts of an annotated article: its title and facts, the legend, the text with its marks, then claims, events,
 * other annotations, entities, relations and notes. Entities stand before the words that are used for them.
 */
export function* reportOf(article: Article, analysts: ReadonlyMap<string, string>): Generator<Part> {
  const { document } = article;
  const marks = new Marks(article);
  yield { kind: 'title', text: article.title };
  const facts = factsOf(article);
  if (facts.length > 0) yield { kind: 'facts', line: facts };
  const entries = legendOf(marks);
  if (entries.length > 0) yield { kind: 'legend', heading: MESSAGES.legend, entries };
  for (const [block, start, end] of blocksOf(document)) {
    const text = document.text.slice(start, end);
    yield { kind: 'block', block, direction: directionOf(text), runs: marks.runsOf(start, end) };
  }
  yield* sectionsOf(article, marks, analysts);
}

/** A text whose blocks are not known is one paragraph. */
function blocksOf({ blocks, text }: Article['document']) {
  return blocks.length > 0 || text === '' ? blocks : [['paragraph', 0, text.length] as const];
}

const FACTS = ['source', 'published', 'byline', 'dateline', 'url', 'language'] as const;

function factsOf({ document, view }: Article): Line {
  const facts: [label: string, value: string][] = [
    ...FACTS.map((field): [string, string] => [MESSAGES[field], document[field]]),
    [MESSAGES.file, document.origin.name],
    ...document.labels.map(({ name, value }): [string, string] => [
      view.scheme?.labels.find((label) => label.name === name)?.label ?? name,
      view.labelValue(name, value),
    ]),
    ...document.statuses.map(({ status, reason }): [string, string] => [
      MESSAGES.status,
      reason === '' ? status : `${status} (${reason})`,
    ]),
  ];
  return facts
    .filter(([, value]) => value !== '')
    .flatMap(([label, value], i): Phrase[] => [
      { text: `${i > 0 ? ' · ' : ''}${MESSAGES.label(label)}`, tone: 'grey' },
      { text: value, tone: 'plain' },
    ]);
}

/** Returns the types that are marked in the text, in the order of the scheme. */
function legendOf({ all }: Marks): LegendEntry[] {
  return [...Map.groupBy(all, ({ span }) => span.type).values()]
    .map((marks) => ({ mark: marks[0]!, count: marks.length }))
    .sort((a, b) => (a.mark.type < 0 ? Infinity : a.mark.type) - (b.mark.type < 0 ? Infinity : b.mark.type));
}
