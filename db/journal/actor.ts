import type { Analyst } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Who makes a change, on which machine, and in which run of the program. */
export interface Actor {
  readonly analyst: Analyst;
  readonly device: { readonly id: Uid; readonly name: string };
  /** New at each start of the program; undo uses it to recognise the changes of this session. */
  readonly session: Uid;
}
