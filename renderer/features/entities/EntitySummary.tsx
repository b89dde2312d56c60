import type { ReactNode } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { Claims } from './EntityClaims.tsx';
import { TEXTS, type Tab } from './texts.ts';

import styles from './summary.module.css';

/** So many claims the summary shows. */
const SHOWN = 5;

interface EntitySummaryProps {
  page: OutputOf<'entities.get'>;
  /** Undefined while they are read. */
  claims: OutputOf<'entities.claims'> | undefined;
  scheme: Scheme;
  onShow: (tab: Tab) => void;
}

/** What is known of an entity, at a glance. */
export function EntitySummary({ page, claims, scheme, onShow }: EntitySummaryProps) {
  const { entity, merged, relations } = page;
  const { facts } = TEXTS;
  const latest = [...(claims?.by ?? [])].reverse();
  const about = claims?.about ?? [];
  const within = about.filter(({ through }) => through === 'content').length;
  return (
    <div className={styles.summary}>
      <dl>
        <Fact name={facts.note}>{entity.note}</Fact>
        <Fact name={facts.aliases}>{entity.aliases.join(', ')}</Fact>
        <Fact name={facts.claims}>
          {claims && TEXTS.claimsOf(claims.by.length, about.length - within, within)}
        </Fact>
        <Fact name={facts.relations}>
          {relations
            .slice(0, SHOWN)
            .map(({ relation, direction, other }) =>
              direction === 'from'
                ? `${labelOf(scheme, relation.type)} ${other.name}`
                : `${other.name} ${labelOf(scheme, relation.type)}`,
            )
            .join('; ')}
        </Fact>
        <Fact name={facts.externalIds}>
          {entity.externalIds.map(({ authority, value }) => `${authority} ${value}`).join(', ')}
        </Fact>
        <Fact name={facts.merged}>{merged.join(', ')}</Fact>
      </dl>
      {latest.length > 0 && (
        <>
          <Claims
            title={TEXTS.latestClaims}
            claims={latest.slice(0, SHOWN)}
            scheme={scheme}
            none={TEXTS.noClaimsBy}
          />
          {latest.length > SHOWN && (
            <Button kind="quiet" onClick={() => onShow('claims')}>
              {TEXTS.allOf(TEXTS.tabs.claims)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** One thing that is known; nothing if it is not. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

function labelOf(scheme: Scheme, type: string): string {
  return scheme.relations.find(({ name }) => name === type)?.label ?? type;
}
