import type { Uid } from '../../../shared/model/uid.ts';
import { useArticleParts } from '../../state/article.ts';
import { useFrame } from '../../state/frame.ts';
import { useCall } from '../../state/queries.ts';
import inspector from '../inspector/inspector.module.css';
import { ClaimCard } from './ClaimCard.tsx';
import { TEXTS } from './texts.ts';

/** Returns the claims of a document. */
export function useClaims(document: Uid, set: Uid | null) {
  return useCall(
    'claims.list',
    { document, ...(set && { set }), limit: 10_000 },
    { keep: true, enabled: set !== null },
  ).data;
}

/** The claims of a document as cards in the inspector. Leaves out located claims while cards are shown beside the text. */
export function ClaimList({ document }: { document: Uid }) {
  // It is shown while nothing is selected.
  const { set, relations } = useArticleParts('set', 'relations');
  const beside = useFrame((frame) => frame.marginCards);
  const data = useClaims(document, set);
  const shown = data?.rows.filter((row) => row.document === document && (!beside || row.implicit)) ?? [];
  if (!data || shown.length === 0)
    return <p className={inspector.none}>{data && data.total > 0 ? TEXTS.besideText : TEXTS.noneHere}</p>;
  const counts = [
    TEXTS.total(data.total),
    ...(data.implicit > 0 ? [TEXTS.implicitCount(data.implicit)] : []),
    ...(data.withoutClaimer > 0 ? [TEXTS.withoutClaimer(data.withoutClaimer)] : []),
  ];
  return (
    <section className={inspector.section} aria-label={TEXTS.screen}>
      <h2 className={inspector.heading} title={counts.join(', ')}>
        {beside ? TEXTS.implicitClaims : counts.join(' · ')}
      </h2>
      <div className={inspector.claims}>
        {shown.map((claim) => (
          <ClaimCard
            key={claim.id}
            claim={claim}
            selected={false}
            links={relations.filter(({ from, to }) => from === claim.id || to === claim.id).length}
          />
        ))}
      </div>
    </section>
  );
}
