// Amounts as people write them, and whole cents as machines add them: digits only, never a float.

/** 10^13 cents, as in the domain. */
export const MAX_CENTS = 10_000_000_000_000;
/** A thousand people full time, in hundredths. */
export const MAX_FTE = 100_000;

export type Notation = 'fr' | 'en';

const NARROW = '\u202f';
/** Spaces of any kind, and what Swiss neighbours put between thousands. */
const BETWEEN = /[\s'’]/g;

type Written = { whole: string; part: string };

const isGrouped = (text: string, mark: string): boolean =>
  new RegExp(`^[1-9]\\d{0,2}(\\${mark}\\d{3})+$`).test(text);

/** Takes an amount apart: the last mark is the decimal one, unless three digits say that it groups. */
function takeApart(text: string): Written | null {
  const at = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  if (at < 0) return { whole: text, part: '' };
  const [mark, head, tail] = [text[at]!, text.slice(0, at), text.slice(at + 1)];
  const other = mark === ',' ? '.' : ',';
  if (head.includes(other)) {
    return isGrouped(head, other) ? { whole: head.replaceAll(other, ''), part: tail } : null;
  }
  if (isGrouped(text, mark)) return { whole: text.replaceAll(mark, ''), part: '' };
  return head.includes(mark) ? null : { whole: head, part: tail };
}

function hundredths({ whole, part }: Written, max: number): number | null {
  if (!/^\d+$/.test(whole) || !/^\d{0,2}$/.test(part)) return null;
  const digits = (whole + part.padEnd(2, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > String(max).length) return null;
  const value = Number(digits);
  return value <= max ? value : null;
}

/** An amount of euros in cents: « 12 000,50 », « 12.000,50 », « 12000.5 »; null where it is none. */
export function parseCents(text: string): number | null {
  const bare = text.replace(BETWEEN, '').replace(/^(€|EUR)|(€|EUR)$/i, '');
  const written = takeApart(bare);
  return written && hundredths(written, MAX_CENTS);
}

/** Full-time equivalents in hundredths: « 0,5 », « 1.25 ». Nothing groups: « 1.250 » is none. */
export function parseFte(text: string): number | null {
  const found = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(BETWEEN, ''));
  const value = found && hundredths({ whole: found[1]!, part: found[2] ?? '' }, MAX_FTE);
  return value || null;
}

function split(value: number): { sign: string; whole: string; part: string } {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return { sign: value < 0 ? '−' : '', whole: digits.slice(0, -2), part: digits.slice(-2) };
}

const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);

/** Cents as an amount without its unit, as a field holds it. */
export function writeCents(cents: number, notation: Notation): string {
  const { sign, whole, part } = split(cents);
  return notation === 'fr'
    ? `${sign}${grouped(whole, NARROW)},${part}`
    : `${sign}${grouped(whole, ',')}.${part}`;
}

/** « 12 000,50 € », “€12,000.50”. */
export function euros(cents: number, notation: Notation): string {
  const written = writeCents(Math.abs(cents), notation);
  const sign = cents < 0 ? '−' : '';
  return notation === 'fr' ? `${sign}${written}${NARROW}€` : `${sign}€${written}`;
}

/** Hundredths without the zeros that say nothing: « 0,5 », « 2 ». */
export function writeFte(value: number, notation: Notation): string {
  const { sign, whole, part } = split(value);
  const rest = part.replace(/0+$/, '');
  return sign + whole + (rest && (notation === 'fr' ? ',' : '.') + rest);
}
