import { X } from 'lucide-react';
import type { Span } from '../../../shared/model/annotation.ts';
import { isProposed } from '../../../shared/model/attributes/index.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import {
  acceptOffered,
  isName,
  linkNew,
  mentionWords,
  offerOf,
  openEntity,
  recentFor,
  searchFor,
  setEntities,
} from '../../commands/entities.ts';
import { useArticle, useIsStored } from '../../state/article.ts';
import { editor } from '../../state/editor-ref.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import controls from '../../ui/controls.module.css';
import inspector from '../inspector/inspector.module.css';
import { EntityName } from './EntityName.tsx';
import { EntityPicker } from './EntityPicker.tsx';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './section.module.css';

interface EntitySectionProps {
  span: Span;
  type: SpanType;
  scheme: Scheme;
  text: string;
}

/** The entities that a mention is linked to, the one offered for it, and the field that finds others. */
export function EntitySection({ span, type, scheme, text }: EntitySectionProps) {
  const named = useCall(
    'entities.named',
    { ids: span.entities },
    { keep: true, enabled: span.entities.length > 0 },
  );
  const linked = (named.data?.entities ?? []).filter(({ id }) => span.entities.includes(id));
  const words = mentionWords(span, text);
  const unlink = (id: (typeof span.entities)[number]) =>
    void setEntities(
      span,
      span.entities.filter((each) => each !== id),
    );
  return (
    <section className={inspector.section} aria-label={TEXTS.entity}>
      <div className={styles.head}>
        <h2 className={inspector.heading}>{linked.length > 1 ? TEXTS.group(linked.length) : TEXTS.entity}</h2>
        <ActionKey action="entity.link" />
      </div>
      {linked.length > 0 && (
        <ul className={styles.chips}>
          {linked.map((entity) => (
            <li key={entity.id}>
              <button
                type="button"
                className={styles.chip}
                title={TEXTS.openPageKey(keyName('entity.open'))}
                onClick={() => openEntity(entity.id)}
              >
                <EntityName entity={entity} scheme={scheme} />
              </button>
              <Writing>
                <Button
                  kind="quiet"
                  icon
                  aria-label={TEXTS.unlinkEntity(entity.name)}
                  title={TEXTS.unlink}
                  onClick={() => unlink(entity.id)}
                >
                  <X size={13} aria-hidden />
                </Button>
              </Writing>
            </li>
          ))}
        </ul>
      )}
      {span.entities.length === 0 && <Offer span={span} type={type} scheme={scheme} words={words} />}
      {/* Once the mention is linked, its text is no longer the search text. */}
      <Writing>
        <EntityPicker
          about={`${span.id} ${span.entities.length}`}
          scheme={scheme}
          label={TEXTS.findEntity}
          placeholder={span.entities.length === 0 ? TEXTS.findEntity : TEXTS.linkAnother}
          initial={isName(span, words) && span.entities.length === 0 ? words : ''}
          searchFor={(query) => searchFor(span, query)}
          except={span.entities}
          onPick={({ id }) => void setEntities(span, [...span.entities, id])}
          onNew={(name) => void linkNew(span, name)}
          onLeave={() => editor()?.focus()}
          field="link"
        />
      </Writing>{' '}
      {type.name === 'NORP' && linked.length === 0 && <p className={controls.help}>{TEXTS.groupHelp}</p>}
    </section>
  );
}

/** The entity that a single key accepts. */
function Offer({ span, type, scheme, words }: Omit<EntitySectionProps, 'text'> & { words: string }) {
  const isNamed = isName(span, words);
  // Of a new span it is shown together with the acknowledgement, and not in a frame of its own.
  const held = !useIsStored(span.id);
  const { data } = useCall('entities.search', searchFor(span, words), { held, enabled: isNamed });
  if (!isNamed) return <Recent span={span} scheme={scheme} words={words} />;
  if (!data) return null;
  const offer = offerOf(data.candidates, span);
  // A date is no candidate for a new entity.
  if (!offer && type.attributes.some((attribute) => isProposed(attribute))) return null;
  return (
    <Writing>
      <button type="button" className={styles.offer} data-testid="offer" onClick={() => void acceptOffered()}>
        <span className={styles.offered}>
          {offer ? (
            <>
              <EntityName entity={offer.entity} scheme={scheme} />
              <span className={styles.why}>{TEXTS.reasons[offer.why]}</span>
            </>
          ) : (
            <span className={styles.why}>{TEXTS.newEntity(words)}</span>
          )}
        </span>
        <ActionKey action="entity.accept" />
      </button>
    </Writing>
  );
}

/** The entities mentioned before a pronoun or group word; the key accepts the first. */
function Recent({ span, scheme, words }: Pick<EntitySectionProps, 'span' | 'scheme'> & { words: string }) {
  // The offers depend on the mentions around it.
  useArticle((article) => article.spans);
  const offers = recentFor(span, words);
  const ids = [...new Set(offers.flat())].sort();
  const { data } = useCall('entities.named', { ids }, { keep: true, enabled: ids.length > 0 });
  const named = new Map(data?.entities.map((entity) => [entity.id, entity]));
  return (
    <Writing>
      {offers
        .filter((group) => group.every((id) => named.has(id)))
        .map((group, i) => (
          <button
            key={group.join()}
            type="button"
            className={styles.offer}
            data-testid="offer"
            onClick={() => void setEntities(span, group)}
          >
            <span className={styles.offered}>
              {group.map((id) => (
                <EntityName key={id} entity={named.get(id)!} scheme={scheme} />
              ))}
              <span className={styles.why}>{TEXTS.mentionedBefore}</span>
            </span>
            {i === 0 && <ActionKey action="entity.accept" />}
          </button>
        ))}
    </Writing>
  );
}
