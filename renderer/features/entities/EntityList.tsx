import { typeOptions } from '../../ui/type-options.ts';
import { withTypesBelow } from '../../../shared/model/type-tree.ts';
import { useTicked } from '../../state/ticked-entities.ts';
import { Download, FileInput, Plus } from 'lucide-react';
import { useState } from 'react';
import type { EntityOrder } from '../../../shared/contract/entities.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { deleteEntities, newEntity, untickAll } from '../../commands/registry.ts';
import { usePages } from '../../state/pages.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { EntityTable } from './EntityTable.tsx';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

/** All entities of the project: find them by name or alias, tick them to merge, open one with Enter. */
export function EntityList({ scheme }: { scheme: Scheme }) {
  const [search, setSearch] = useState('');
  const [type, setType] = useState('');
  const [order, setOrder] = useState<EntityOrder>('name');
  const [descending, setDescending] = useState(false);
  const { ticked } = useTicked();
  const pages = usePages('entities.list', {
    ...(search && { search }),
    ...(type && { type }),
    order,
    descending,
  });
  const { total, loaded, data } = pages;
  const narrowed = search !== '' || type !== '';
  const name = search.trim();
  const sortBy = (column: EntityOrder) => {
    setDescending(column === order && !descending);
    setOrder(column);
  };
  return (
    <>
      <header className={styles.head}>
        <h1>{TEXTS.entities}</h1>
        <span className={styles.total}>{total.toLocaleString()}</span>
        <span className={styles.spring} />
        <Writing>
          <Button kind="quiet" onClick={() => runAction('entities.import')} title={TEXTS.importPackHelp}>
            <FileInput size={15} aria-hidden /> {TEXTS.importPack}
          </Button>
        </Writing>
        <Button kind="quiet" onClick={() => runAction('entities.export')}>
          <Download size={15} aria-hidden /> {TEXTS.export}
        </Button>
      </header>
      <div className={styles.tools}>
        <input
          type="search"
          className={controls.input}
          placeholder={TEXTS.search}
          aria-label={TEXTS.searchHelp}
          value={search}
          autoFocus
          onChange={({ target }) => setSearch(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.closest('main')?.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }}
        />
        <Select
          look="filter"
          aria-label={TEXTS.type}
          value={type}
          options={[['', TEXTS.allTypes], ...typeChoices(scheme, data?.types ?? [])]}
          onPick={setType}
        />
        {name !== '' && (
          <Writing>
            <Button onClick={() => void newEntity(name, type || undefined)} title={TEXTS.newEntity(name)}>
              <Plus size={15} aria-hidden /> {TEXTS.new}
            </Button>
          </Writing>
        )}
      </div>
      {ticked.length > 0 && (
        <div className={styles.bar} role="status">
          <span>{TEXTS.tickedEntities(ticked.length)}</span>
          <span className={styles.spring} />
          <Writing>
            {ticked.length > 1 && (
              <Button kind="primary" onClick={() => setView({ dialog: 'merge' })}>
                {TEXTS.merge}
              </Button>
            )}
            <Button onClick={() => void deleteEntities(ticked.map(({ id }) => id))}>{TEXTS.delete}</Button>
          </Writing>
          <Button kind="quiet" onClick={untickAll}>
            {TEXTS.untick}
          </Button>
        </div>
      )}
      <EntityTable
        scheme={scheme}
        pages={pages}
        order={order}
        descending={descending}
        onSort={sortBy}
        empty={
          !loaded ? null : narrowed ? (
            <EmptyState>{TEXTS.noneFits}</EmptyState>
          ) : (
            <EmptyState action={<BeginButton />}>{TEXTS.empty(keyName('entity.accept'))}</EmptyState>
          )
        }
      />
    </>
  );
}

/** Returns options for the types that have entities, each with the number of those of the type and of those below it. */
function typeChoices(scheme: Scheme, counts: readonly { type: string; entities: number }[]) {
  const total = (names: readonly string[]) =>
    counts.reduce((sum, { type, entities }) => (names.includes(type) ? sum + entities : sum), 0);
  const ofType = (name: string) => total(withTypesBelow(scheme, [name]));
  const unknown = counts.filter(({ type }) => !spanType(scheme, type));
  return [
    ...typeOptions(
      scheme.types.filter(({ name }) => ofType(name) > 0),
      ({ name, label }) => TEXTS.ofType(label, ofType(name)),
    ),
    ...unknown.map(({ type, entities }) => [type, TEXTS.ofType(type, entities)] as const),
  ];
}
