/** A text without accents and capitals: for finding, where neither matters. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
