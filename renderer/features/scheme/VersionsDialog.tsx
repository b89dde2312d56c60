import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { backToVersion } from '../../commands/scheme.ts';
import { cacheKey } from '../../state/topics.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { When } from '../../ui/When.tsx';
import controls from '../../ui/controls.module.css';
import { Changes } from './Changes.tsx';
import styles from './scheme.module.css';

/** Lists every version of the scheme with author, time and changes; any of them can be restored. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: cacheKey('scheme.versions', {}),
    queryFn: ({ pageParam }) => call('scheme.versions', pageParam === 0 ? {} : { before: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const versions = data?.pages.flatMap((page) => page.versions) ?? [];
  return (
    <ModalDialog title="Versions of the scheme" onClose={onClose} wide>
      <div className={styles.changeList} tabIndex={0} role="region" aria-label="Versions">
        <ol className={styles.versions}>
          {versions.map(({ number, label, at, analyst, inForce, undone, changes }) => (
            <li key={number} aria-current={inForce}>
              <div className={styles.headRow}>
                <strong>Version {number}</strong>
                <span className={controls.help}>
                  {analyst ?? 'somebody'}, <When at={at} />
                  {undone && ' · undone'}
                </span>
                <span className={styles.spring} />
                {inForce ? (
                  <span className={controls.help}>in force</span>
                ) : (
                  <Button kind="quiet" onClick={() => void backToVersion(number)}>
                    Go back to this one
                  </Button>
                )}
              </div>
              {changes.length > 0 ? <Changes changes={changes} /> : <p className={controls.help}>{label}</p>}
            </li>
          ))}
        </ol>
      </div>
      {error && (
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      )}
      <div className={controls.actions}>
        {hasNextPage && (
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            Show earlier ones
          </Button>
        )}
        <Button kind="primary" onClick={onClose} autoFocus>
          Close
        </Button>
      </div>
    </ModalDialog>
  );
}
