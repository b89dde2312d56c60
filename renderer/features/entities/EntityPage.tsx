import { ArrowLeft, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
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
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

type Tab = keyof typeof TEXTS.tabs;

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
          <ArrowLeft size={15} aria-hidden /> {TEXTS.back}
        </Button>
        {error && <p>{TEXTS.gone}</p>}
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
          <ArrowLeft size={15} aria-hidden /> {TEXTS.back}
        </Button>
        <span className={styles.spring} />
        <Writing>
          <Button
            kind="danger"
            icon
            aria-label={TEXTS.deleteThis}
            title={TEXTS.deleteHelp}
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
            aria-label={TEXTS.name}
            value={entity.name}
            onCommit={(name) => void change({ name: name.trim() || entity.name })}
          />
          <Select
            look="bare"
            className={styles.order}
            aria-label={TEXTS.type}
            value={entity.type ?? ''}
            options={[
              ['', TEXTS.noType],
              ...labelOptions(scheme.types.filter(({ family }) => family === 'mention')),
            ]}
            onPick={(type) => void change({ type: type || null })}
          />
        </Writing>
      </div>
      <p className={styles.counts} data-testid="entity-counts">
        {mentions === 0 ? TEXTS.noMentionsYet : TEXTS.mentionsIn(mentions, documents)}
        {entity.aliases.length > 0 && TEXTS.also(entity.aliases)}
        {entity.externalIds[0] &&
          TEXTS.externalId(entity.externalIds[0].authority, entity.externalIds[0].value)}
        {merged.length > 0 && TEXTS.mergedFrom(merged)}
      </p>
      <div className={styles.tabs} role="tablist" aria-label={TEXTS.about}>
        {(Object.keys(TEXTS.tabs) as Tab[]).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={tab === each}
            onClick={() => setTab(each)}
          >
            {TEXTS.tabs[each]}
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
