/** Instants are shown in the bank's time zone, as 2026-11-22 08:15:30 in every language. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (found === undefined) {
    // Swedish writes dates as ISO 8601 does.
    found = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, found);
  }
  return found;
}

export function formatInstant(instant: string | number, timeZone: string): string {
  const at = typeof instant === 'number' ? instant : Date.parse(instant);
  return formatter(timeZone).format(at).replace(',', '');
}

export function formatClock(instant: string | number, timeZone: string): string {
  return formatInstant(instant, timeZone).slice(-8);
}

const SECOND = 1000;
const steps: readonly [Intl.RelativeTimeFormatUnit & ('day' | 'hour' | 'minute' | 'second'), number][] = [
  ['day', 24 * 60 * 60 * SECOND],
  ['hour', 60 * 60 * SECOND],
  ['minute', 60 * SECOND],
  ['second', SECOND],
];
const HOURS = 1;

/** A length of time in its largest unit, hours with minutes: "2 days", "3 hr 20 min", "9 min". */
export function formatDuration(ms: number, locale: string): string {
  const first = steps.findIndex(([, length]) => ms >= length);
  const start = first === -1 ? steps.length - 1 : first;
  const parts: string[] = [];
  let left = Math.max(ms, 0);
  const shown = start === HOURS ? 2 : 1;
  for (const [unit, length] of steps.slice(start, start + shown)) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 || parts.length === 0) {
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    }
  }
  return parts.join(' ');
}
