import type { OutputOf } from '../../../shared/contract/index.ts';
import type { ClaimOfEntity } from '../../../shared/contract/entities.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { goToSpan } from '../../commands/jump.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { standsFor } from '../../ui/things.ts';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

interface EntityClaimsProps {
  entity: { readonly name: string };
  /** Undefined while they are read. */
  claims: OutputOf<'entities.claims'> | undefined;
  scheme: Scheme;
}

/** Claims by an entity, and about it. */
export function EntityClaims({ entity, claims: data, scheme }: EntityClaimsProps) {
  if (!data) return null;
  return (
    <div className={styles.scroll}>
      <Claims title={TEXTS.claimsBy(entity.name)} claims={data.by} scheme={scheme} none={TEXTS.noClaimsBy} />
      <Claims
        title={TEXTS.claimsAbout(entity.name)}
        claims={data.about}
        scheme={scheme}
        none={TEXTS.noClaimsAbout}
      />
      {data.truncated && <p className={styles.empty}>{TEXTS.moreClaims}</p>}
    </div>
  );
}

interface ClaimsProps {
  title: string;
  claims: readonly ClaimOfEntity[];
  scheme: Scheme;
  none: string;
}

export function Claims({ title, claims, scheme, none }: ClaimsProps) {
  const slotLabel = ({ type, through }: ClaimOfEntity) =>
    through === 'content'
      ? TEXTS.mentionedIn
      : (scheme.types.find(({ name }) => name === type)?.slots.find(({ name }) => name === through)?.label ??
        through);
  return (
    <section className={styles.claims} aria-label={title}>
      <h2>
        {title} <small>{claims.length > 0 ? claims.length : ''}</small>
      </h2>
      {claims.length === 0 && <p className={styles.faint}>{none}</p>}
      <ul>
        {claims.map((claim) => (
          <li key={claim.span}>
            <button
              type="button"
              {...standsFor({ span: claim.span, document: claim.document, name: claim.gloss || claim.text })}
              className={typeClass(scheme.types.findIndex(({ name }) => name === claim.type))}
              onClick={() => goToSpan(claim.document, claim.span)}
            >
              <span dir="auto">{claim.gloss || claim.text || TEXTS.claimWithoutText}</span>
              <span className={styles.place}>
                {[slotLabel(claim), claim.published.slice(0, 10), claim.documentTitle]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
