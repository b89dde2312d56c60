import type { Analyst } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Who makes a change, and on which machine. */
export interface Actor {
  readonly analyst: Analyst;
  readonly device: { readonly id: Uid; readonly name: string };
}
