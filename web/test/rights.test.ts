import { describe, expect, it } from 'vitest';
import { rightsOf } from '../src/lib/model/rights';
import type { Meeting, MeetingState, Role, Space } from '../src/lib/protocol/types';
import { meeting } from './samples';

const space = { id: 's1', members: ['p1'] } as Space;
const of = (...roles: Role[]) => rightsOf(roles, (id) => (id === 's1' ? space : undefined));
const held = (state: MeetingState, by: string | null = null): Meeting => ({ ...meeting([]), state, space: by });

describe('rights', () => {
  it('let contributors prepare plenaries and the meetings of their spaces until they are convened', () => {
    const rights = of({ contributor: { partner: 'p1' } });
    expect(rights.prepareAgenda(held('preparation'))).toBe(true);
    expect(rights.prepareAgenda(held('preparation', 's1'))).toBe(true);
    expect(rights.prepareAgenda(held('convened'))).toBe(false);
    expect(of({ contributor: { partner: 'p2' } }).prepareAgenda(held('preparation', 's1'))).toBe(false);
    expect(rights.run(held('preparation'))).toBe(false);
  });

  it('let facilitators lead their own space only', () => {
    const rights = of({ facilitator: { space: 's1' } });
    expect(rights.prepareAgenda(held('convened', 's1'))).toBe(true);
    expect(rights.arrange(held('preparation', 's1'))).toBe(true);
    expect(rights.arrange(held('open', 's1'))).toBe(false);
    expect(rights.prepareAgenda(held('preparation'))).toBe(false);
    expect(rights.propose('s2')).toBe(false);
  });

  it('let the secretary of a meeting keep its agenda and minutes', () => {
    const rights = of({ secretary: { meeting: held('open').id } });
    expect(rights.prepareAgenda(held('open'))).toBe(true);
    expect(rights.keepMinutes(held('closed'))).toBe(true);
    expect(rights.run(held('open'))).toBe(false);
  });

  it('leave nothing to write for auditors, observers, and once a meeting is closed', () => {
    for (const rights of [of('auditor'), of('observer'), of()]) {
      expect(rights.prepareAgenda(held('preparation'))).toBe(false);
      expect(rights.propose(null)).toBe(false);
      expect(rights.addTask(null, null)).toBe(false);
    }
    expect(of('coordinator').prepareAgenda(held('closed'))).toBe(false);
  });
});
