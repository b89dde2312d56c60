import { useEffect, useLayoutEffect, useState } from 'react';
import type { RelationOrder } from '../../../shared/contract/relations.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { focusRegion } from '../../commands/focus.ts';
import { installTypeStyles } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { usePages } from '../../state/pages.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { labelOptions, Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import controls from '../../ui/controls.module.css';
import { RelationTable } from './RelationTable.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';

interface RelationsScreenProps {
  scheme: Scheme;
  set: Uid | null;
}

/** The relations of the whole project: a table to filter, to correct, and to go to articles from. */
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
  // Without an editor, the colours of types must be installed here.
  useLayoutEffect(() => installTypeStyles(scheme), [scheme]);
  // Focus the table, so that the keys work immediately.
  useEffect(() => focusRegion('text'), []);
  const sort = (by: RelationOrder) =>
    setOrder((now) => ({ by, descending: now.by === by && !now.descending }));
  return (
    <main className={screens.screen} data-region="text">
      <Toolbar>
        <input
          type="search"
          className={controls.input}
          placeholder={TEXTS.search}
          aria-label={TEXTS.searchHelp}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Select
          look="filter"
          aria-label={TEXTS.type}
          value={type}
          options={[['', TEXTS.allTypes], ...labelOptions(scheme.relations)]}
          onPick={setType}
        />
        <Checkbox checked={onlyHere} disabled={!document} onChange={setOnlyHere}>
          {TEXTS.onlyHere}
        </Checkbox>
        <span className={screens.total} role="status">
          {TEXTS.count(pages.total)}
        </span>
      </Toolbar>
      <RelationTable scheme={scheme} pages={pages} order={order} onSort={sort} filtered={filtered} />
    </main>
  );
}
