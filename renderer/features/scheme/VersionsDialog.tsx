import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { restoreVersion } from '../../commands/scheme.ts';
import { cacheKey } from '../../state/topics.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { When } from '../../ui/When.tsx';
import controls from '../../ui/controls.module.css';
import { Changes } from './Changes.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

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
    <ModalDialog title={TEXTS.versionsTitle} onClose={onClose} wide>
      <div className={styles.changeList} tabIndex={0} role="region" aria-label={TEXTS.versions}>
        <ol className={styles.versions}>
          {versions.map(({ number, label, at, analyst, inForce, undone, changes, meaning }) => (
            <li key={number} aria-current={inForce}>
              <div className={styles.headRow}>
                <strong>{TEXTS.version(number)}</strong>
                <span className={controls.help}>
                  {analyst ?? TEXTS.unknownAuthor}, <When at={at} />
                  {undone && TEXTS.undone}
                </span>
                <span className={styles.spring} />
                {inForce ? (
                  <span className={controls.help}>{TEXTS.current}</span>
                ) : (
                  <Button kind="quiet" onClick={() => void restoreVersion(number)}>
                    {TEXTS.restore}
                  </Button>
                )}
              </div>
              {meaning.length > 0 && (
                <p className={controls.help}>{TEXTS.otherMeaning(meaning.join(', '))}</p>
              )}
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
            {TEXTS.earlier}
          </Button>
        )}
        <Button kind="primary" onClick={onClose} autoFocus>
          {TEXTS.close}
        </Button>
      </div>
    </ModalDialog>
  );
}
