// The model of changing the rules and of ending the book, one function per transition.
import type {
  Cancel, Collect, Enact, Finalise, Propose, Redeem, WindDownNow,
} from '../../kernel/event.ts';
import { coherent, bounded, covered } from '../params.ts';
import {
  allClaims, type Book, bookMark, busyCount, isBusy, ownerNamed, profitAt,
} from './book.ts';
import { least, minus, none, over, plus, times } from './fraction.ts';
import { addBadDebt } from './money.ts';
import {
  haltedFor, isEnding, isOpen, maintenanceRate, need, needCharged, needFreshIndex, needTime, within,
} from './rules.ts';

const MILLION = 1_000_000n;

export function propose(book: Book, e: Propose): void {
  const { proposal, params } = book;
  needTime(book, e.now);
  need(within(e.hash, 0n, 2n ** 120n), 'hash_out_of_range');
  need(within(e.weight, 0n, MILLION), 'weight_out_of_range');
  need(!isEnding(book), 'winding_down');
  need(e.now <= e.approvedUntil, 'approvals_expired');
  need(e.approvedUntil - e.now <= params.proposalLife, 'approvals_too_long');
  need(e.approvedUntil > proposal.approvedUntil, 'approvals_used');
  need(e.weight >= params.approvalQuorum, 'quorum_missing');
  const standing = proposal.action !== 'none' && proposal.until >= e.now;
  need(!standing || e.weight > proposal.weight, 'proposal_outweighed');
  need(bounded(e.params), 'params_out_of_range');
  need(coherent(e.params), 'params_incoherent');
  const from = e.now + params.enactDelay;
  const { action, hash, weight, approvedUntil } = e;
  const until = from + params.proposalLife;
  book.proposal = { action, params: e.params, hash, weight, approvedUntil, from, until };
}

export function cancel(book: Book, e: Cancel): void {
  needTime(book, e.now);
  need(within(e.weight, 0n, MILLION), 'weight_out_of_range');
  const { proposal } = book;
  need(proposal.action !== 'none' && proposal.hash === e.hash, 'no_such_proposal');
  need(e.weight + book.params.approvalQuorum > MILLION, 'quorum_missing');
  book.proposal = { ...proposal, action: 'none' };
}

export function enact(book: Book, e: Enact): void {
  const { proposal } = book;
  needTime(book, e.now);
  need(!isEnding(book), 'winding_down');
  need(proposal.action === 'params' && proposal.hash === e.hash, 'no_such_proposal');
  need(proposal.from <= e.now, 'delay_running');
  need(e.now <= proposal.until, 'proposal_expired');
  const { exitDelay, maxHalt } = book.params;
  const longer = proposal.params.exitDelay > exitDelay || proposal.params.maxHalt > maxHalt;
  need(book.mode.kind !== 'halted' || !longer, 'halt_prolonged');
  const was = maintenanceRate(book, e.now);
  book.params = proposal.params;
  book.ramp = { discount: 0n, start: e.now };
  const raise = maintenanceRate(book, e.now) - was;
  book.ramp = { discount: raise > 0n ? raise : 0n, start: e.now };
  const base = book.params.maintenanceRate + book.params.gapBase - book.ramp.discount;
  need(covered(book.params, base), 'raise_too_steep');
  book.proposal = { ...proposal, action: 'none' };
}

export function windDown(book: Book, e: WindDownNow): void {
  const { badDebt, mode, params, proposal } = book;
  needTime(book, e.now);
  need(!isEnding(book), 'winding_down');
  const voted = proposal.action === 'windDown' && within(e.now, proposal.from, proposal.until);
  const halted = mode.kind === 'halted' && haltedFor(book, e.now) > params.maxHalt;
  const unpaid = badDebt.amount.n > 0n && e.now > badDebt.since + params.maxDeficit;
  need(voted || halted || unpaid, 'not_due');
  if (isOpen(book)) {
    needFreshIndex(book, e.now);
    needCharged(book, e.now);
  }
  book.mode = { ...mode, kind: 'windingDown', since: e.now };
  book.finalMark = bookMark(book);
}

export function collect(book: Book, e: Collect): void {
  needTime(book, e.now);
  need(book.mode.kind === 'windingDown', 'not_winding_down');
  const account = ownerNamed(book, e.account);
  need(isBusy(account), 'not_busy');
  const due = profitAt(account, book.finalMark);
  if (due.n >= 0n) account.claim = plus(account.claim, due);
  else {
    const paid = least(minus(none, due), account.collateral);
    account.collateral = minus(account.collateral, paid);
    book.pool = plus(book.pool, paid);
    addBadDebt(book, minus(minus(none, due), paid), e.now);
  }
  account.size = 0n;
  account.cost = none;
}

export function finalise(book: Book, e: Finalise): void {
  needTime(book, e.now);
  need(book.mode.kind === 'windingDown', 'not_winding_down');
  need(busyCount(book) === 0n, 'accounts_unsettled');
  const paid = least(book.insurance, book.badDebt.amount);
  book.pool = plus(book.pool, paid);
  book.fees = plus(book.fees, minus(book.insurance, paid));
  book.insurance = none;
  book.badDebt.amount = none;
  book.frozen = { pool: book.pool, claims: allClaims(book) };
  book.mode = { ...book.mode, kind: 'wound', since: e.now };
}

export function redeem(book: Book, e: Redeem): void {
  needTime(book, e.now);
  need(book.mode.kind === 'wound', 'not_wound');
  const account = ownerNamed(book, e.account);
  need(account.claim.n > 0n, 'no_claim');
  const paid = times(account.claim, over(book.frozen.pool, book.frozen.claims));
  account.collateral = plus(account.collateral, paid);
  account.claim = none;
  book.pool = minus(book.pool, paid);
}
