import { History } from 'lucide-react';
import { useEffect } from 'react';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { forgetSearches, loadRecent, useRecent } from '../../state/recent.ts';
import { changeForm, type SearchForm } from '../../state/search.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXTS } from './texts.ts';
import styles from './search.module.css';

interface RecentSearchesProps {
  scheme: Scheme;
  onPick: () => void;
}

/** The latest searches of the project, before anything is typed; each is repeated with its filters. */
export function RecentSearches({ scheme, onPick }: RecentSearchesProps) {
  const searches = useRecent((recent) => recent.searches);
  useEffect(() => loadRecent(), []);
  if (searches.length === 0) return null;
  return (
    <section className={styles.recent} aria-label={TEXTS.recent}>
      <div className={styles.recentHead}>
        <h2>{TEXTS.recent}</h2>
        <Button kind="quiet" onClick={forgetSearches}>
          {TEXTS.forget}
        </Button>
      </div>
      <ul>
        {searches.map((form) => (
          <li key={JSON.stringify(form)}>
            <button
              type="button"
              onClick={() => {
                changeForm(form);
                onPick();
              }}
            >
              <History size={14} aria-hidden />
              <span className={styles.recentWords} dir="auto">
                {form.text || TEXTS.anyWords}
              </span>
              <small>{filtersOf(form, scheme)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns what narrows a search, in words. */
function filtersOf({ where, type, wholeWords, matchCase, status }: SearchForm, scheme: Scheme): string {
  const parts = [
    TEXTS.places[where],
    where === 'annotations' && type !== '' && typeLabel(scheme, type),
    wholeWords && TEXTS.wholeWords.title,
    matchCase && TEXTS.matchCase.title,
    status,
  ];
  return parts.filter(Boolean).join(' · ');
}
