// What a proposal must do: its rejections in precedence order, its effect, its frame.
import { contract } from 'plimsoll';
import type { Propose } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { pending, sameParams } from '../governance.ts';
import { HASH_LIMIT, MILLION, outside, TIME_LIMIT } from '../limits.ts';
import { ending } from '../live.ts';
import { bounded, coherent } from '../params.ts';

export const proposeContract = contract('propose', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Propose) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    hash_out_of_range: (_v, _t, e) => outside(e.hash, 0n, HASH_LIMIT),
    weight_out_of_range: (_v, _t, e) => outside(e.weight, 0n, MILLION),
    winding_down: (v, _t, _e) => ending(v),
    approvals_expired: (_v, _t, e) => e.approvedUntil < e.now,
    approvals_too_long: (v, _t, e) => e.approvedUntil > e.now + v.params.proposalLife,
    approvals_used: (v, _t, e) => e.approvedUntil <= v.proposal.approvedUntil,
    quorum_missing: (v, _t, e) => e.weight < v.params.approvalQuorum,
    proposal_outweighed: (v, _t, e) => pending(v, e.now) && e.weight <= v.proposal.weight,
    params_out_of_range: (_v, _t, e) => !bounded(e.params),
    params_incoherent: (_v, _t, e) => !coherent(e.params),
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.proposal.action === e.action && sameParams(v2.proposal.params, e.params)
    && v2.proposal.hash === e.hash && v2.proposal.weight === e.weight
    && v2.proposal.approvedUntil === e.approvedUntil
    && v2.proposal.from === e.now + v.params.enactDelay
    && v2.proposal.until === e.now + v.params.enactDelay + v.params.proposalLife,
  changes: { venue: ['clock', 'proposal'] },
});
