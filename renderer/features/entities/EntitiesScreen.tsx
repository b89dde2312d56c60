import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { useView } from '../../state/view.ts';
import { EntityList } from './EntityList.tsx';
import { EntityPage } from './EntityPage.tsx';
import styles from './entities.module.css';

/** The registry of the project, or the page of one entity. */
export function EntitiesScreen({ scheme, set }: { scheme: Scheme; set: Uid | null }) {
  const entity = useView((view) => view.entityId);
  return (
    <main className={styles.screen} data-region="text" data-table={entity === null || undefined}>
      {entity ? (
        <EntityPage key={entity} id={entity} scheme={scheme} set={set} />
      ) : (
        <EntityList scheme={scheme} />
      )}
    </main>
  );
}
