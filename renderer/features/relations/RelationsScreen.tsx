import { useEffect, useLayoutEffect, useState } from 'react';
import type { RelationOrder } from '../../../shared/contract/relations.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { focusRegion } from '../../commands/focus.ts';
import { installTypeStyles } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { usePages } from '../../state/pages.ts';
import controls from '../../ui/controls.module.css';
import { RelationTable } from './RelationTable.tsx';
import screens from '../../ui/screen.module.css';
import styles from './screen.module.css';

interface RelationsScreenProps {
  scheme: Scheme;
  set: Uid | null;
}

/** Relations over the whole project: a table to filter, to go from, and to correct in. */
export function RelationsScreen({ scheme, set }: RelationsScreenProps) {
  const [search, setSearch] = useState('');
  const [type, setType] = useState('');
  const [onlyHere, setOnlyHere] = useState(false);
  const [order, setOrder] = useState<{ by: RelationOrder; descending: boolean }>({
    by: 'document',
    descending: false,
  });
  const document = useArticle((article) => article.document);
  const filtered = search !== '' || type !== '' || onlyHere;
  const pages = usePages(
    'relations.list',
    {
      ...(set && { set }),
      ...(search && { search }),
      ...(type && { type }),
      ...(onlyHere && document && { document: document.id }),
      order: order.by,
      descending: order.descending,
    },
    set !== null,
  );
  // The editor brings the colours of types along; without it they are asked for here.
  useLayoutEffect(() => installTypeStyles(scheme), [scheme]);
  // One comes here to walk through the rows.
  useEffect(() => focusRegion('text'), []);
  const sort = (by: RelationOrder) =>
    setOrder((now) => ({ by, descending: now.by === by && !now.descending }));
  return (
    <main className={screens.screen} data-region="text">
      <div className={styles.tools}>
        <input
          type="search"
          className={controls.input}
          placeholder="Find by words or names"
          aria-label="Find relations by the words or names at their ends"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <select
          className={controls.input}
          aria-label="Relation type"
          value={type}
          onChange={({ target }) => setType(target.value)}
        >
          <option value="">All types</option>
          {scheme.relations.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        <label className={styles.only}>
          <input
            type="checkbox"
            checked={onlyHere}
            disabled={!document}
            onChange={({ target }) => setOnlyHere(target.checked)}
          />
          Only the open document
        </label>
        <span className={styles.total} role="status">
          {pages.total.toLocaleString()} {pages.total === 1 ? 'relation' : 'relations'}
        </span>
      </div>
      <RelationTable scheme={scheme} pages={pages} order={order} onSort={sort} filtered={filtered} />
    </main>
  );
}
