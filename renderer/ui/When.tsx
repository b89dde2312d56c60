import { day, time } from './moments.ts';

/** A moment: the time today, else the day; in full on hover. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={at} title={at}>
      {today ? time(date) : day(date)}
    </time>
  );
}
