import type { Entity } from '../../model/annotation.ts';
import type { Scheme } from '../../model/scheme.ts';
import type { DeclaredAttributes } from '../declared-attributes.ts';
import type { Uid } from '../../model/uid.ts';
import type { OffsetUnit } from '../../text/offsets.ts';
import type { WriteOptions } from '../define.ts';
import type { LossTally } from '../losses.ts';
import type { ConfigWriter } from './config-write.ts';
import type { StoredNames } from './names.ts';

/** What all documents of one export are written with. */
export interface WriteContext {
  readonly scheme: Scheme | undefined;
  readonly attributes: DeclaredAttributes;
  readonly entities: ReadonlyMap<Uid, Entity>;
  readonly names: StoredNames;
  readonly config: ConfigWriter;
  readonly unit: OffsetUnit;
  readonly losses: LossTally;
  readonly wrote: WriteOptions['wrote'];
}
