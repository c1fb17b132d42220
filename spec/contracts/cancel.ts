// What a cancellation must do: its rejections in precedence order, its effect, its frame.
import { contract } from 'plimsoll';
import type { Cancel } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { termsKept } from '../governance.ts';
import { MILLION, outside, TIME_LIMIT } from '../limits.ts';

export const cancelContract = contract('cancel', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Cancel) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    weight_out_of_range: (_v, _t, e) => outside(e.weight, 0n, MILLION),
    no_such_proposal: (v, _t, e) =>
      v.proposal.action === 'none' || v.proposal.hash !== e.hash,
    quorum_missing: (v, _t, e) => e.weight + v.params.approvalQuorum <= MILLION,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && v2.proposal.action === 'none' && termsKept(v, v2),
  changes: { venue: ['clock', 'proposal'] },
});
