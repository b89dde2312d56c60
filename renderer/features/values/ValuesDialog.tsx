import { useEffect, useRef, useState } from 'react';
import { valueLists, type ValueList } from '../../../shared/scheme-edit/value-lists.ts';
import type { ListedValue } from '../../../shared/contract/values.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { replaceValues } from '../../commands/values.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { ColumnHeads, HEAD_HEIGHT } from '../../ui/ColumnHeads.tsx';
import { RowGrid, type RowPlace } from '../../ui/RowGrid.tsx';
import { Select } from '../../ui/Select.tsx';
import { ValueDot } from '../../ui/ValueDot.tsx';
import { useRows } from '../../ui/use-rows.ts';
import controls from '../../ui/controls.module.css';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import { ValueActions } from './ValueActions.tsx';
import styles from './values.module.css';

const ROW_HEIGHT = 30;
/** The maximum number of values that are listed at once. */
const MOST = 1000;

/** The lists of values of the scheme, such as the topics of claims: rename, merge, colour and delete values. */
export function ValuesDialog({ onClose }: { onClose: () => void }) {
  const scheme = useScheme();
  const lists = scheme ? valueLists(scheme) : [];
  const [chosen, setChosen] = useState<string | null>(null);
  // The topics of claims come first: they are why one opens this.
  const list =
    lists.find((each) => keyOf(each) === chosen) ??
    lists.find(({ part }) => part.name === 'topic') ??
    lists[0];
  return (
    <ModalDialog title={list ? TEXTS.title(list.attribute.label) : TEXTS.noTitle} onClose={onClose} wide>
      {list ? (
        <>
          {lists.length > 1 && (
            <label className={styles.which}>
              {TEXTS.attribute}
              <Select
                look="filter"
                aria-label={TEXTS.attribute}
                value={keyOf(list)}
                options={lists.map(
                  (each) => [keyOf(each), TEXTS.nameOf(each.of, each.attribute.label)] as const,
                )}
                onPick={setChosen}
              />
            </label>
          )}
          <Values key={keyOf(list)} list={list} />
        </>
      ) : (
        <p>{TEXTS.noLists}</p>
      )}
    </ModalDialog>
  );
}

function keyOf({ part }: ValueList): string {
  return JSON.stringify([part.owner.kind, part.owner.name, part.name]);
}

function Values({ list }: { list: ValueList }) {
  const attribute = { owner: list.part.owner, name: list.part.name };
  const [search, setSearch] = useState('');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const name = useRef<HTMLInputElement>(null);
  const { data } = useCall('values.list', { attribute, search, limit: MOST }, { keep: true });
  const found = data?.rows ?? [];
  const rows = useRows({ total: found.length, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT });
  const { scroller, at, setAt } = rows;
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (isLoaded) scroller.current?.focus();
  }, [scroller, isLoaded]);
  const current = found[at];
  const known = ticked.filter((value) => found.some((each) => each.value === value));
  const values = known.length > 0 ? known : current ? [current.value] : [];
  const tick = (value: string) =>
    setTicked(ticked.includes(value) ? ticked.filter((each) => each !== value) : [...ticked, value]);
  const leave = () => {
    setTicked([]);
    scroller.current?.focus();
  };
  return (
    <>
      <input
        type="search"
        className={controls.input}
        placeholder={TEXTS.find}
        aria-label={TEXTS.find}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        onKeyDown={({ key }) => key === 'ArrowDown' && scroller.current?.focus()}
      />
      <RowGrid
        label={TEXTS.title(list.attribute.label)}
        rows={rows}
        columns={4}
        multiple
        className={styles.grid}
        head={
          <ColumnHeads
            columns={[
              { order: null, label: TEXTS.choose, hidden: true },
              { order: null, label: list.attribute.label },
              { order: null, label: TEXTS.annotations, className: styles.number },
              { order: null, label: TEXTS.articles, className: styles.number },
            ]}
            order=""
            descending={false}
            onSort={() => undefined}
            className={`${screens.columns} ${styles.columns}`}
          />
        }
        onKey={({ key }) => {
          if (!current) return false;
          if (key === ' ') tick(current.value);
          else if (key === 'Enter' || key === 'F2') name.current?.focus();
          else if (key === 'Delete')
            void replaceValues(attribute, list.attribute.label, values, null).then(leave);
          else return false;
          return true;
        }}
        row={(place) => {
          const row = found[place.index];
          return (
            row && (
              <Row
                key={row.value}
                row={row}
                place={place}
                ticked={ticked.includes(row.value)}
                onClick={() => setAt(place.index)}
                onTick={() => {
                  setAt(place.index);
                  tick(row.value);
                }}
              />
            )
          );
        }}
      >
        {data && found.length === 0 && <p className={styles.none}>{search ? TEXTS.noMatches : TEXTS.none}</p>}
      </RowGrid>
      {data && data.total > found.length && (
        <p className={controls.help}>{TEXTS.more(found.length, data.total)}</p>
      )}
      {values.length > 0 && (
        <ValueActions
          key={values.join('\n')}
          list={list}
          values={values}
          hue={found.find(({ value }) => value === values[0])?.hue ?? null}
          name={name}
          onDone={leave}
        />
      )}
    </>
  );
}

interface RowProps {
  row: ListedValue;
  place: RowPlace;
  ticked: boolean;
  onClick: () => void;
  onTick: () => void;
}

function Row({ row: { value, annotations, documents, hue }, place, ticked, onClick, onTick }: RowProps) {
  return (
    <div
      {...place.attributes}
      aria-selected={ticked}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      onClick={onClick}
    >
      <div role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={TEXTS.choose}
          checked={ticked}
          onClick={(event) => {
            event.stopPropagation();
            onTick();
          }}
          onChange={() => undefined}
        />
      </div>
      <div role="gridcell" className={styles.value} title={value}>
        {hue !== null && <ValueDot hue={hue} />}
        <bdi>{value}</bdi>
      </div>
      <div role="gridcell" className={styles.number}>
        {grouped(annotations)}
      </div>
      <div role="gridcell" className={styles.number}>
        {grouped(documents)}
      </div>
    </div>
  );
}
