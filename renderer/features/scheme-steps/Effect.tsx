import type { StepEffect } from '../../../shared/contract/scheme-steps.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { Swatch } from '../../ui/Swatch.tsx';
import controls from '../../ui/controls.module.css';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface EffectProps {
  effect: StepEffect;
  scheme: Scheme;
  /** The scheme afterwards, which has the new types. */
  after: Scheme;
  /** What an outcome of null means. */
  none: string;
}

/** What a step does to the annotations: how many become what, where, and ten examples. */
export function Effect({ effect, scheme, after: schemeAfter, none }: EffectProps) {
  const { count, documents, outcomes, entities, quarantined, sets, inDocuments, examples } = effect;
  const also = TEXTS.also(entities, quarantined);
  return (
    <section className={styles.effect} aria-label={TEXTS.effect} data-testid="effect">
      {outcomes.length > 0 && (
        <ul className={styles.outcomes}>
          {outcomes.map(({ to, count: n }) => (
            <li key={to ?? ''} data-open={to === null || undefined}>
              <strong>{grouped(n)}</strong>{' '}
              {to === null ? none : <TypeName name={to} scheme={scheme} after={schemeAfter} />}
            </li>
          ))}
        </ul>
      )}
      <p>
        {count === 0 ? TEXTS.nothing : TEXTS.changes(count, documents)} {also && TEXTS.alsoChange(also)}{' '}
        <span className={controls.help}>{TEXTS.undo}</span>
      </p>
      <Follows effect={effect} />
      {examples.length > 0 && (
        <>
          <h3>{TEXTS.examples}</h3>
          <ul className={styles.examples}>
            {examples.map(({ span, before, words, after, document, set, to }) => (
              <li key={span} title={`${document.name} · ${set}`}>
                <span className={styles.context} dir="auto">
                  <span className={styles.before}>
                    <bdi>{oneLine(before)}</bdi>
                  </span>
                  <mark>{oneLine(words) || TEXTS.noWords}</mark>
                  <span className={styles.after}>{oneLine(after)}</span>
                </span>
                <span className={styles.becomes}>{to === null ? none : typeLabel(schemeAfter, to)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {sets.length > 0 && (
        <div className={styles.places}>
          <Places title={TEXTS.bySet} places={sets.map(({ name, count: n }) => [name, n])} />
          <Places
            title={TEXTS.byDocument(documents)}
            places={inDocuments.map(({ name, count: n }) => [name, n])}
          />
        </div>
      )}
    </section>
  );
}

/** What follows from a merge beside the annotations that count as others. */
function Follows({ effect: { hidden, duplicates, below } }: { effect: StepEffect }) {
  const { labels, fillers } = duplicates;
  return (
    <>
      {hidden.map(({ part, count }) => (
        <p key={part} className={styles.hidden}>
          {TEXTS.hidden(count, part)}
        </p>
      ))}
      {labels > 0 && <p>{TEXTS.sameLabels(labels)}</p>}
      {fillers > 0 && <p>{TEXTS.sameFillers(fillers)}</p>}
      {below.length > 0 && <p>{TEXTS.below(below)}</p>}
    </>
  );
}

/** White space as single blanks. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A type with its sign, which a type that is not in the scheme yet does not have. `after` names it. */
export function TypeName({ name, scheme, after = scheme }: { name: string; scheme: Scheme; after?: Scheme }) {
  const place = scheme.types.findIndex((type) => type.name === name);
  return (
    <span className={styles.type} title={name}>
      {place >= 0 && <Swatch place={place} family={scheme.types[place]!.family} />}
      {typeLabel(after, name)}
    </span>
  );
}

function Places({ title, places }: { title: string; places: readonly (readonly [string, number])[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {places.map(([name, count], i) => (
          <li key={i}>
            <span dir="auto">{name}</span> <span>{grouped(count)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
