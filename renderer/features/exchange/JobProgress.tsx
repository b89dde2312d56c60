import type { Uid } from '../../../shared/model/uid.ts';
import { paceInWords } from '../../../shared/text/pace.ts';
import { useView } from '../../state/view.ts';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/** The progress of a job, its speed and the time remaining. */
export function JobProgress({ job, waiting }: { job: Uid; waiting: string }) {
  const progress = useView((view) => view.progress);
  const mine = progress?.job === job ? progress : null;
  return (
    <>
      <p>{mine?.message ?? waiting}</p>
      <progress
        className={styles.progress}
        aria-label={TEXTS.progress}
        {...(mine?.total ? { value: mine.done, max: mine.total } : {})}
      />
      <p className={controls.help}>{mine && paceInWords(mine)}&nbsp;</p>
    </>
  );
}
