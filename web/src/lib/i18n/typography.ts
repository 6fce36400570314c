// French typography, once for all messages: narrow no-break spaces before tall punctuation and
// inside guillemets.
const NARROW = '\u202f';

export function french(text: string): string {
  return text
    .replace(/ ([;:!?»%€])/g, `${NARROW}$1`)
    .replace(/« /g, `«${NARROW}`);
}

/** The same messages with every text, and what every function answers, set as French is. */
export function typographic<T>(messages: T): T {
  if (typeof messages === 'string') return french(messages) as T;
  if (typeof messages === 'function') {
    const make = messages as unknown as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => typographic(make(...args))) as T;
  }
  if (Array.isArray(messages)) return messages.map((each) => typographic(each)) as T;
  if (typeof messages !== 'object' || messages === null) return messages;
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [key, typographic(value)]),
  ) as T;
}
