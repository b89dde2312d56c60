import { useTicked } from '../../state/ticked-entities.ts';
import { ArrowDownAZ, ArrowUpAZ, Download, FileInput, Plus } from 'lucide-react';
import { useState } from 'react';
import { EntityOrder } from '../../../shared/contract/entities.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { openEntity } from '../../commands/entities.ts';
import { runAction } from '../../commands/index.ts';
import { deleteEntities, newEntity, tick, untickAll } from '../../commands/registry.ts';
import { usePages } from '../../state/pages.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { EntityName } from './EntityName.tsx';
import { PagedList } from './PagedList.tsx';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

const ROW_HEIGHT = 36;

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
            event.currentTarget.closest('main')?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
          }}
        />
        <Select
          look="filter"
          aria-label={TEXTS.type}
          value={type}
          options={[
            ['', TEXTS.allTypes],
            ...(data?.types.map(
              ({ type: each, entities }) =>
                [each, TEXTS.ofType(spanType(scheme, each)?.label ?? each, entities)] as const,
            ) ?? []),
          ]}
          onPick={setType}
        />
        <Select
          look="bare"
          className={styles.order}
          aria-label={TEXTS.sortBy}
          value={order}
          options={EntityOrder.options.map((each) => [each, TEXTS.orders[each]] as const)}
          onPick={setOrder}
        />
        <Button
          kind="quiet"
          icon
          aria-label={descending ? TEXTS.ascending : TEXTS.descending}
          onClick={() => setDescending(!descending)}
        >
          {descending ? <ArrowUpAZ size={15} aria-hidden /> : <ArrowDownAZ size={15} aria-hidden />}
        </Button>
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
      <PagedList
        label={TEXTS.entities}
        pages={pages}
        rowHeight={ROW_HEIGHT}
        keyOf={({ id }) => id}
        thingOf={({ id, name }) => ({ entity: id, name })}
        isTicked={({ id }) => ticked.some((each) => each.id === id)}
        onOpen={({ id }) => openEntity(id)}
        onTick={tick}
        render={(row) => (
          <>
            <EntityName entity={row} scheme={scheme} />
            <span className={styles.spring} />
            {row.externalId && (
              <span className={styles.faint}>
                {row.externalId.authority} {row.externalId.value}
              </span>
            )}
            {row.aliases > 0 && <span className={styles.faint}>{TEXTS.aliasCount(row.aliases)}</span>}
            <span className={styles.number} title={TEXTS.mentionsHelp}>
              {row.mentions.toLocaleString()}
            </span>
          </>
        )}
        empty={
          !loaded ? null : narrowed ? (
            <p>{TEXTS.noneFits}</p>
          ) : (
            <>
              <p>{TEXTS.empty(keyName('entity.accept'))}</p>
              <BeginButton />
            </>
          )
        }
      />
    </>
  );
}
