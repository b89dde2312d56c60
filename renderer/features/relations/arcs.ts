import { useMemo } from 'react';
import type { Arcs } from '../../editor/arcs/links.ts';
import type { Relation } from '../../../shared/model/annotation.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { useArticle } from '../../state/article.ts';
import { useRelating } from '../../state/relating.ts';

/** Returns the relations of the open article as the editor draws them, depending on the chosen arcs. */
export function useArcs(scheme: Scheme): Arcs {
  const relations = useArticle((article) => article.relations);
  const proposed = useArticle((article) => article.proposedRelations);
  const { arcs, arcTypes, mark } = useRelating();
  const links = useMemo(() => {
    const types = new Map(scheme.relations.map((type) => [type.name, type]));
    const drawn = (type: string) => arcs === 'all' || (arcs === 'types' && arcTypes.includes(type));
    const linkOf = ({ id, from, to, type }: Relation, isProposed: boolean) => ({
      id,
      from,
      to,
      label: types.get(type)?.label ?? type,
      hue: types.get(type)?.hue ?? 250,
      symmetric: types.get(type)?.symmetric ?? false,
      drawn: drawn(type),
      proposed: isProposed,
    });
    return [
      ...relations.map((relation) => linkOf(relation, false)),
      ...proposed.map((relation) => linkOf(relation, true)),
    ];
  }, [scheme, relations, proposed, arcs, arcTypes]);
  const marked = mark?.id ?? null;
  return useMemo(() => ({ links, ofSelection: arcs !== 'none', marked }), [links, arcs, marked]);
}
