// Dates, times and numbers as the chosen language writes them.
import { i18n } from './index.svelte';

/** Days of the plan are days without a time zone: they are read and shown in UTC. */
const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${i18n.locale} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(i18n.locale, options);
  formats.set(key, made);
  return made;
}

const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

export const longDay = (day: string): string =>
  format('long', { ...LONG, timeZone: 'UTC' }).format(asDate(day));
export const shortDay = (day: string): string =>
  format('short', { ...SHORT, timeZone: 'UTC' }).format(asDate(day));
export const longDate = (millis: number): string => format('date', LONG).format(millis);
export const shortDate = (millis: number): string => format('sdate', SHORT).format(millis);
export const timeOfDay = (millis: number): string =>
  format('time', { hour: '2-digit', minute: '2-digit' }).format(millis);
export const moment = (millis: number): string =>
  format('moment', { dateStyle: 'long', timeStyle: 'short' }).format(millis);

export const number = (n: number): string => n.toLocaleString(i18n.locale);

const BYTES = { fr: ['o', 'ko', 'Mo', 'Go'], en: ['B', 'kB', 'MB', 'GB'] };

/** A number of bytes in the largest unit that gives one or more, to a tenth below ten. */
export function bytes(count: number): string {
  let [size, unit] = [count, 0];
  while (size >= 1024 && unit < 3) [size, unit] = [size / 1024, unit + 1];
  const digits = { maximumFractionDigits: size < 10 && unit ? 1 : 0 };
  return `${size.toLocaleString(i18n.locale, digits)}\u00a0${BYTES[i18n.language][unit]}`;
}

/** A minute of the day as a clock shows it; past midnight it starts again. */
export function clock(minute: number): string {
  const within = ((minute % 1440) + 1440) % 1440;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

/** `HH:MM` of a time field as a minute of the day. */
export function minuteOf(time: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** The local day of a moment, `YYYY-MM-DD`. */
export function dayOf(millis: number): string {
  const date = new Date(millis);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((asDate(to).getTime() - asDate(from).getTime()) / 86_400_000);

/** How long ago, roughly: minutes, then hours, then the date. */
export function ago(millis: number, now: number): string {
  const minutes = Math.round((millis - now) / 60_000);
  const relative = new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto', style: 'short' });
  if (minutes > -60) return relative.format(Math.min(0, minutes), 'minute');
  if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), 'hour');
  return shortDate(millis);
}
