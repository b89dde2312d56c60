import { day, fullMoment, time } from './moments.ts';

/** A point in time: the time if it is today, otherwise the day; the full local time in the tooltip. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={at} title={fullMoment(date)}>
      {today ? time(date) : day(date)}
    </time>
  );
}
