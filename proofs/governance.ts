// What governance cannot do in fewer steps than it takes: no enactment inside the delay, no
// approval used twice, no fall of health faster than the ramp.
import { theorem } from 'plimsoll';
import { enact } from '../kernel/enact.ts';
import type { Enact, Propose } from '../kernel/event.ts';
import { gapAt, maintenanceAt } from '../kernel/margin.ts';
import { propose } from '../kernel/propose.ts';
import type { Modules } from '../kernel/modules.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { DAY } from '../spec/limits.ts';
import { belowMaintenance } from '../spec/margin.ts';

export const delayIsServed = theorem('THM-43a',
  'What is proposed cannot be enacted within a day, whatever the delay was set to.', {
    when: (_modules: Modules, v: Venue, p: Propose, e: Enact) =>
      v.params.enactDelay >= DAY && propose(v, p).kind === 'accepted' && e.now < p.now + DAY,
    then: (modules, v, p, e) => {
      const out = propose(v, p);
      return out.kind === 'rejected' || enact(modules, out.venue, e).kind === 'rejected';
    },
  });

export const proposedOnce = theorem('THM-43b',
  'A proposal that was accepted is rejected when its approvals are sent again, at any time.', {
    when: (v: Venue, p: Propose, _again: bigint) => propose(v, p).kind === 'accepted',
    then: (v, p, again) => {
      const out = propose(v, p);
      return out.kind === 'rejected'
        || propose(out.venue, { ...p, now: again }).kind === 'rejected';
    },
  });

export const enactedOnce = theorem('THM-43c',
  'What was enacted cannot be enacted again.', {
    when: (modules: Modules, v: Venue, e: Enact, _again: Enact) =>
      enact(modules, v, e).kind === 'accepted',
    then: (modules, v, e, again) => {
      const out = enact(modules, v, e);
      return out.kind === 'rejected' || enact(modules, out.venue, again).kind === 'rejected';
    },
  });

export const rampIsSlow = theorem('THM-44',
  'Between two times maintenance rises by no more than the gap did and the ramp allows.', {
    when: (_modules: Modules, v: Venue, time: bigint, later: bigint) =>
      v.params.rampRate >= 0n && time <= later,
    then: (modules, v, time, later) =>
      maintenanceAt(modules, v, later) - maintenanceAt(modules, v, time)
        <= gapAt(modules, v, later) - gapAt(modules, v, time) + v.params.rampRate * (later - time),
  });

export const enactingKeepsHealth = theorem('THM-20',
  'No change of parameters makes a healthy account unhealthy in the step that makes it.', {
    when: (modules: Modules, v: Venue, a: Account, e: Enact) =>
      v.index.price > 0n && enact(modules, v, e).kind === 'accepted'
      && !belowMaintenance(modules, a, v, e.now),
    then: (modules, v, a, e) => {
      const out = enact(modules, v, e);
      return out.kind === 'rejected' || !belowMaintenance(modules, a, out.venue, e.now);
    },
  });
