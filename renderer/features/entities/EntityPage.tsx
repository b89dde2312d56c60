import { ArrowLeft, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { countedParts } from '../../../shared/text/counted.ts';
import { deleteEntities, updateEntity } from '../../commands/registry.ts';
import { useCall } from '../../state/queries.ts';
import { setView, toast } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { labelOptions, Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { EntityClaims } from './EntityClaims.tsx';
import { EntityDetails } from './EntityDetails.tsx';
import { EntityDot } from './EntityName.tsx';
import { EntityRelations } from './EntityRelations.tsx';
import { Mentions } from './Mentions.tsx';
import styles from './entities.module.css';
import { Writing } from '../../ui/Writing.tsx';

const TABS = { mentions: 'Mentions', claims: 'Claims', relations: 'Relations', details: 'Details' } as const;
type Tab = keyof typeof TABS;

interface EntityPageProps {
  id: Uid;
  scheme: Scheme;
  set: Uid | null;
}

/** One entity: its names, its mentions, its claims and the claims about it. */
export function EntityPage({ id, scheme, set }: EntityPageProps) {
  const [tab, setTab] = useState<Tab>('mentions');
  const { data, error } = useCall('entities.get', { entity: id }, { keep: true });
  const leave = () => setView({ entityId: null });
  if (error || !data) {
    return (
      <header className={`${styles.head} ${styles.back}`}>
        <Button autoFocus kind="quiet" onClick={leave}>
          <ArrowLeft size={15} aria-hidden /> Entities
        </Button>
        {error && <p>This entity is not in the registry (any more).</p>}
      </header>
    );
  }
  const { entity, mentions, documents, merged, relations } = data;
  const change = async (what: Parameters<typeof updateEntity>[1]) => {
    const refusal = await updateEntity(entity.id, what);
    if (refusal) toast(refusal, 'error');
  };
  return (
    <>
      <header className={`${styles.head} ${styles.back}`}>
        <Button autoFocus kind="quiet" onClick={leave}>
          <ArrowLeft size={15} aria-hidden /> Entities
        </Button>
        <span className={styles.spring} />
        <Writing>
          <Button
            kind="danger"
            icon
            aria-label="Delete this entity"
            title="Delete; its mentions stay"
            onClick={() => void deleteEntities([entity.id])}
          >
            <Trash2 size={15} aria-hidden />
          </Button>
        </Writing>
      </header>
      <div className={styles.title}>
        <EntityDot entity={entity} scheme={scheme} />
        <Writing>
          <TextInput
            aria-label="Name"
            value={entity.name}
            onCommit={(name) => void change({ name: name.trim() || entity.name })}
          />
          <Select
            look="bare"
            className={styles.order}
            aria-label="Type"
            value={entity.type ?? ''}
            options={[
              ['', 'No type'],
              ...labelOptions(scheme.types.filter(({ family }) => family === 'mention')),
            ]}
            onPick={(type) => void change({ type: type || null })}
          />
        </Writing>
      </div>
      <p className={styles.counts} data-testid="entity-counts">
        {mentions === 0
          ? 'No mentions yet'
          : `${countedParts([[mentions, 'mention']])} in ${countedParts([[documents, 'document']])}`}
        {entity.aliases.length > 0 && ` · also ${entity.aliases.slice(0, 4).join(', ')}`}
        {entity.aliases.length > 4 && ` and ${entity.aliases.length - 4} more`}
        {entity.externalIds[0] && ` · ${entity.externalIds[0].authority} ${entity.externalIds[0].value}`}
        {merged.length > 0 &&
          ` · merged from ${merged.slice(0, 3).join(', ')}${merged.length > 3 ? ' …' : ''}`}
      </p>
      <div className={styles.tabs} role="tablist" aria-label="About this entity">
        {(Object.keys(TABS) as Tab[]).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={tab === each}
            onClick={() => setTab(each)}
          >
            {TABS[each]}
            {each === 'relations' && relations.length > 0 && <small>{relations.length}</small>}
            {each === 'mentions' && mentions > 0 && <small>{mentions.toLocaleString()}</small>}
          </button>
        ))}
      </div>
      {tab === 'mentions' && <Mentions entity={entity} scheme={scheme} set={set} />}
      {tab === 'claims' && <EntityClaims entity={entity} scheme={scheme} set={set} />}
      {tab === 'relations' && (
        <EntityRelations entity={entity} relations={relations} scheme={scheme} set={set} />
      )}
      {tab === 'details' && (
        <Writing>
          <EntityDetails entity={entity} change={change} />
        </Writing>
      )}
    </>
  );
}
