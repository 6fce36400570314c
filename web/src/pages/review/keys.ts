// The keys of a review session.
import type { Outcome, Position } from '../../lib/protocol/types';

export type Action =
  | { go: 1 | -1 }
  | { position: Position }
  | { outcome: Outcome };

const ACTIONS: Record<string, Action> = {
  j: { go: 1 }, arrowright: { go: 1 }, arrowdown: { go: 1 },
  k: { go: -1 }, arrowleft: { go: -1 }, arrowup: { go: -1 },
  a: { position: 'agrees' }, n: { position: 'nuances' }, c: { position: 'contests' },
  m: { outcome: 'upheld' }, u: { outcome: 'updated' }, o: { outcome: 'obsolete' },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** What a key asks for; null where it is typed, chosen with, or belongs to the browser. */
export function actionOf(event: Pressed, focus: { tag: string; type?: string } | null): Action | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const action = ACTIONS[event.key.toLowerCase()] ?? null;
  const tag = focus?.tag.toLowerCase() ?? '';
  // The arrows of a group of choices are its own; its letters are not.
  if (tag === 'input' && focus?.type === 'radio') return action && 'go' in action ? null : action;
  return ['input', 'textarea', 'select'].includes(tag) ? null : action;
}
