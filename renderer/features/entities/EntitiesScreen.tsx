import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';

/** Entities over the whole project. */
export function EntitiesScreen(props: { scheme: Scheme; set: Uid | null }) {
  return <main data-region="text" data-set={props.set} />;
}
