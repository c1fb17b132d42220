// What a genesis must do: its rejection, and the venue that it founds.

import { genesisContract } from 'plimsoll';
import type { Venue } from '../kernel/purse.ts';

export const foundingContract = genesisContract({
  rejects: {
    rate_out_of_range: (e: { readonly rate: bigint }) => e.rate < 0n || e.rate > 1_000_000n,
  },
  ensures: (e, v: Venue) => v.vault === 0n && v.fees === 0n && v.rate === e.rate,
});
