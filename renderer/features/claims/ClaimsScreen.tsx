import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';

/** Claims over the whole project. */
export function ClaimsScreen(props: { scheme: Scheme; set: Uid | null }) {
  return <main data-region="text" data-set={props.set} />;
}
