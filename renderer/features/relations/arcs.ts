import { useMemo } from 'react';
import type { Arcs } from '../../editor/arcs/links.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { useArticle } from '../../state/article.ts';
import { useRelating } from '../../state/relating.ts';

/** The relations of the open article as the editor draws them, by the choice of arcs. */
export function useArcs(scheme: Scheme): Arcs {
  const relations = useArticle((article) => article.relations);
  const { arcs, arcTypes, mark } = useRelating();
  const links = useMemo(() => {
    const types = new Map(scheme.relations.map((type) => [type.name, type]));
    const drawn = (type: string) => arcs === 'all' || (arcs === 'types' && arcTypes.includes(type));
    return relations.map(({ id, from, to, type }) => ({
      id,
      from,
      to,
      label: types.get(type)?.label ?? type,
      hue: types.get(type)?.hue ?? 250,
      symmetric: types.get(type)?.symmetric ?? false,
      drawn: drawn(type),
    }));
  }, [scheme, relations, arcs, arcTypes]);
  const marked = mark?.id ?? null;
  return useMemo(() => ({ links, ofSelection: arcs !== 'none', marked }), [links, arcs, marked]);
}
