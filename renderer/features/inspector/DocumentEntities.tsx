import { useMemo } from 'react';
import type { Span } from '../../../shared/model/annotation.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { runAction } from '../../commands/index.ts';
import { select } from '../../commands/spans.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { editor } from '../../state/editor-ref.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { standsFor } from '../../ui/things.ts';
import controls from '../../ui/controls.module.css';
import { EntityName } from '../entities/EntityName.tsx';
import styles from './inspector.module.css';
import { TEXTS } from './texts.ts';

/** So many entities one call names; an article with more of them shows the most frequent. */
const MOST = 1000;

/** Returns the mentions of each entity, the most frequent entity first. */
export function mentionsByEntity(spans: readonly Span[]): [entity: Uid, mentions: Span[]][] {
  const found = new Map<Uid, Span[]>();
  for (const span of spans)
    for (const entity of span.entities) {
      const known = found.get(entity);
      if (known) known.push(span);
      else found.set(entity, [span]);
    }
  return [...found].sort(([, a], [, b]) => b.length - a.length);
}

/** Who and what is in the article; a click goes to the next mention. */
export function DocumentEntities({ scheme }: { scheme: Scheme }) {
  const { spans } = useArticleParts('spans');
  const entities = useMemo(() => mentionsByEntity(spans).slice(0, MOST), [spans]);
  const ids = entities.map(([id]) => id);
  const named = useCall('entities.named', { ids }, { keep: true, enabled: ids.length > 0 }).data?.entities;
  const briefs = new Map(named?.map((entity) => [entity.id, entity]));
  const open = useMemo(() => spans.filter((span) => lacksEntity(scheme, span)).length, [spans, scheme]);
  return (
    <div className={styles.section}>
      {entities.length === 0 && <p className={controls.help}>{TEXTS.noEntities}</p>}
      <ul className={styles.entities} aria-label={TEXTS.tabs.entities}>
        {entities.map(([id, mentions]) => {
          const brief = briefs.get(id);
          if (!brief) return null;
          return (
            <li key={id}>
              <button
                type="button"
                {...standsFor({ entity: id, name: brief.name })}
                title={TEXTS.nextMention}
                onClick={() => goToNext(mentions)}
              >
                <EntityName entity={brief} scheme={scheme} />
                <span className={styles.mentions}>{mentions.length}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {open > 0 && (
        <Button kind="quiet" onClick={() => runAction('document.left')}>
          {TEXTS.withoutEntity(open)}
        </Button>
      )}
    </div>
  );
}

/** Shows the mention after the one shown last, and the first one after the last. */
function goToNext(mentions: readonly Span[]): void {
  const inOrder = mentions.toSorted((a, b) => startOf(a) - startOf(b));
  const { anchor } = useArticle.getState();
  const at = inOrder.findIndex(({ id }) => id === anchor);
  const next = inOrder[(at + 1) % inOrder.length];
  if (!next) return;
  select(next.id);
  editor()?.scrollTo(startOf(next));
  editor()?.focus();
}

function startOf({ fragments }: Span): number {
  return fragments[0]?.[0] ?? 0;
}

/** Whether a name wants an entity and has none, as in the list of open items. */
function lacksEntity(scheme: Scheme, span: Span): boolean {
  if (span.entities.length > 0 || (span.attributes['mention'] ?? 'name') !== 'name') return false;
  const type = spanType(scheme, span.type);
  return type?.family === 'mention' && type.wantsEntity === true;
}
