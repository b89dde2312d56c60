import { typeOptions } from '../../ui/type-options.ts';
import { ArrowLeft, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { deleteEntities, updateEntity } from '../../commands/registry.ts';
import { useCall } from '../../state/queries.ts';
import { setView, toast } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { EntityClaims } from './EntityClaims.tsx';
import { EntityDetails } from './EntityDetails.tsx';
import { EntityDot } from './EntityName.tsx';
import { EntitySummary } from './EntitySummary.tsx';
import { EntityRelations } from './EntityRelations.tsx';
import { Mentions } from './Mentions.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS, type Tab } from './texts.ts';
import styles from './entities.module.css';

interface EntityPageProps {
  id: Uid;
  scheme: Scheme;
  set: Uid | null;
}

/** One entity: a summary; its mentions, its claims and the claims about it, its relations and its details. */
export function EntityPage({ id, scheme, set }: EntityPageProps) {
  const [tab, setTab] = useState<Tab>('summary');
  const { data, error } = useCall('entities.get', { entity: id }, { keep: true });
  const claims = useClaimsOf(id, set);
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
  const { entity, mentions, documents, relations } = data;
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
              ...typeOptions(scheme.types.filter(({ family }) => family === 'mention')),
            ]}
            onPick={(type) => void change({ type: type || null })}
          />
        </Writing>
      </div>
      <p className={styles.counts} data-testid="entity-counts">
        {mentions === 0 ? TEXTS.noMentionsYet : TEXTS.mentionsIn(mentions, documents)}
      </p>
      <Tabs
        label={TEXTS.about}
        tabs={(Object.keys(TEXTS.tabs) as Tab[]).map((each) => ({
          id: each,
          label: TEXTS.tabs[each],
          count: { summary: 0, details: 0, mentions, relations: relations.length, claims: claims.count }[
            each
          ],
        }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'summary' && (
          <EntitySummary page={data} claims={claims.data} scheme={scheme} onShow={setTab} />
        )}
        {tab === 'mentions' && <Mentions entity={entity} scheme={scheme} set={set} />}
        {tab === 'claims' && <EntityClaims entity={entity} claims={claims.data} scheme={scheme} />}
        {tab === 'relations' && (
          <EntityRelations entity={entity} relations={relations} scheme={scheme} set={set} />
        )}
        {tab === 'details' && (
          <Writing>
            <EntityDetails entity={entity} change={change} />
          </Writing>
        )}
      </Tabs>
    </>
  );
}

/** The claims by and about an entity, and how many different ones there are. */
function useClaimsOf(id: Uid, set: Uid | null) {
  const { data } = useCall('entities.claims', { entity: id, ...(set && { set }) }, { keep: true });
  const count = new Set([...(data?.by ?? []), ...(data?.about ?? [])].map(({ span }) => span)).size;
  return { data, count };
}
