// Accounts count as alike only where the kernel, and whatever is claimed of it, compares their ids
// with each other and does nothing else with them.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSymmetry } from '../../../generators/explore/symmetry.ts';
import { readProject } from '../../../verifier/read/project.ts';
import { copyPurse, ROOT } from '../../cli/session.ts';

const read = (folder: string) => findSymmetry(readProject(join(folder, 'plimsoll.config.ts')));

const KERNEL = 'kernel/purse.ts';
const COMPARED = 'if (event.from === event.to) return';

describe('accounts', () => {
  it('are alike in the purse, and in this repository, whose settlements name who acts', () => {
    expect(read(join(ROOT, 'examples', 'purse')).told).toBeNull();
    const { told, fields } = read(ROOT);
    expect(told).toBeNull();
    expect([...fields].sort()).toEqual([
      'account', 'buyer', 'by', 'counterparty', 'liquidator', 'seller',
    ]);
  });

  it('are alike whatever a theorem does with them: the explorer does not run it', () => {
    const copy = copyPurse();
    try {
      copy.edit('proofs/purse.ts', "transfer(v, a, b, e).kind === 'accepted'",
        "transfer(v, a, b, { ...e, from: e.from + 1n }).kind === 'accepted'");
      expect(read(copy.folder).told).toBeNull();
    } finally {
      copy.remove();
    }
  });

  it.each([
    ['an id is compared with a constant', KERNEL, COMPARED,
      'if (event.from === event.to || event.from === 7n) return', 54],
    ['an id is put in order', KERNEL, COMPARED, 'if (event.from >= event.to) return', 54],
    ['an id is stored', KERNEL, 'fees: venue.fees + fee', 'fees: event.from', 62],
    ['an id is taken apart from its event', KERNEL,
      'const fee = mulDivUp(event.amount, venue.rate, PPM);',
      'const { from: id } = event; const fee = mulDivUp(event.amount, id, PPM);', 58],
    ['an id is handed on', KERNEL, 'mulDivUp(event.amount,', 'mulDivUp(event.to,', 58],
    ['a property speaks of an id', 'invariants/accounting.ts',
      'acts || now.balance >= was.balance', "acts || _event.kind !== 'transfer' || _event.to > 0n",
      20],
    ['an event is copied', KERNEL, 'balance: to.balance + event.amount',
      'balance: to.balance + ({ ...event }).amount', 61],
  ])('are told apart where %s', (_what, file, from, to, line) => {
    const copy = copyPurse();
    try {
      copy.edit(file, from, to);
      expect(read(copy.folder).told).toMatchObject({ file, line });
    } finally {
      copy.remove();
    }
  });
});
