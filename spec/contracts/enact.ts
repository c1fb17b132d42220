// What an enactment must do: its rejections in precedence order, its effect, its frame.
import { contract } from 'plimsoll';
import type { Enact } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Venue } from '../../kernel/state.ts';
import { max } from '../arithmetic.ts';
import { sameParams, termsKept } from '../governance.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { ending } from '../live.ts';
import { maintenanceRate } from '../margin.ts';
import { covered } from '../params.ts';

/** How far the new parameters, in full force, are above what maintenance margin is now. */
const raise = (modules: Modules, v: Venue, now: bigint): bigint => {
  const inForce = { ...v, params: v.proposal.params, ramp: { discount: 0n, start: now } };
  return max(maintenanceRate(modules, inForce, now) - maintenanceRate(modules, v, now), 0n);
};

export const enactContract = contract('enact', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Enact, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    winding_down: (v, _t, _e) => ending(v),
    no_such_proposal: (v, _t, e) =>
      v.proposal.action !== 'params' || v.proposal.hash !== e.hash,
    delay_running: (v, _t, e) => e.now < v.proposal.from,
    proposal_expired: (v, _t, e) => e.now > v.proposal.until,
    halt_prolonged: (v, _t, _e) => v.mode.kind === 'halted'
      && (v.proposal.params.exitDelay > v.params.exitDelay
        || v.proposal.params.maxHalt > v.params.maxHalt),
    raise_too_steep: (v, _t, e, modules) => {
      const p = v.proposal.params;
      return !covered(p, p.maintenanceRate + p.gapBase - raise(modules, v, e.now));
    },
  },
  ensures: (v, _t, e, v2, _t2, modules) =>
    v2.clock === e.now
    && sameParams(v2.params, v.proposal.params)
    && v2.ramp.discount === raise(modules, v, e.now) && v2.ramp.start === e.now
    && v2.proposal.action === 'none' && termsKept(v, v2),
  changes: { venue: ['clock', 'params', 'ramp', 'proposal'] },
});
