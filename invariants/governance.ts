// What those in charge can do: parameters change only as proposed, in one step after a delay; old
// risk is ramped, advice binds new risk only, and none of it moves a token or an account.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Modules } from '../kernel/modules.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { abs, floorDiv, max } from '../spec/arithmetic.ts';
import { sameParams, termsKept } from '../spec/governance.ts';
import { DAY, MILLION } from '../spec/limits.ts';
import { fundingDue, open } from '../spec/live.ts';
import { advised, gap, initialRate, maintenanceRate } from '../spec/margin.ts';
import { haltedFor } from '../spec/modes.ts';
import { idle } from '../spec/position.ts';

export const proposalsHaveQuorum = invariant('INV-43',
  'What stands proposed has the quorum of approvals behind it, and an end that was set with it.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.proposal.action === 'none'
    || (v.proposal.weight >= v.params.approvalQuorum
      && v.proposal.until === v.proposal.from + v.params.proposalLife));

export const paramsAreEnacted = step('STEP-43a',
  'Parameters change only in one step, to exactly what was proposed, after its delay, in its time.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'enact'
      ? before.proposal.action === 'params' && event.hash === before.proposal.hash
        && event.now >= before.proposal.from && event.now <= before.proposal.until
        && sameParams(after.params, before.proposal.params)
      : sameParams(after.params, before.params));

export const proposalsWait = step('STEP-43b',
  'A proposal arises only from a quorum of unexpired approvals, and waits for a day at least.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    (termsKept(before, after) && (after.proposal.action === before.proposal.action
      || after.proposal.action === 'none'))
    || (event.kind === 'propose' && event.weight >= before.params.approvalQuorum
      && event.approvedUntil >= event.now
      && after.proposal.from === event.now + before.params.enactDelay
      && before.params.enactDelay >= DAY));

export const approvalsCountOnce = step('STEP-43c',
  'Approvals are used once: each proposal needs approvals that end later than any used before.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'propose'
      ? after.proposal.approvedUntil > before.proposal.approvedUntil
      : after.proposal.approvedUntil === before.proposal.approvedUntil);

/** Those who govern, watch, advise or report, and whoever begins the end on their word. */
const inCharge = (event: Event): boolean =>
  event.kind === 'report' || event.kind === 'heartbeat' || event.kind === 'trip'
  || event.kind === 'halt' || event.kind === 'resume' || event.kind === 'accrueFunding'
  || event.kind === 'advise' || event.kind === 'propose' || event.kind === 'cancel'
  || event.kind === 'enact' || event.kind === 'windDown';

export const nothingIsMoved = step('STEP-43d',
  'No act of a governor, guardian, advisor, funder, feed or relay moves a token or an account.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) =>
    !inCharge(event)
    || (accounts.every((was, now) => now.collateral === was.collateral && now.size === was.size
        && now.cost === was.cost && now.claim === was.claim)
      && after.vault === before.vault && after.pool === before.pool
      && after.insurance === before.insurance && after.fees === before.fees
      && after.badDebt.amount === before.badDebt.amount
      && after.windDown.claims === before.windDown.claims));

export const enactmentSparesOldRisk = step('STEP-44a',
  'The step that changes parameters never raises the rate of maintenance margin at that moment.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, modules: Modules) =>
    event.kind !== 'enact'
    || maintenanceRate(modules, after, event.now) <= maintenanceRate(modules, before, event.now));

export const rampIsKept = step('STEP-44b',
  'Only an enactment touches the ramp: nothing else shortens what is left of a discount.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'enact'
    || (after.ramp.discount === before.ramp.discount && after.ramp.start === before.ramp.start));

export const newRiskAtOnce = step('STEP-44c',
  'From the enactment on, new risk meets the initial margin of the new parameters in full.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, modules: Modules,
    later: bigint) =>
    event.kind !== 'enact'
    || initialRate(modules, after, later)
      === before.proposal.params.initialRate
        + max(gap(modules, after, later), advised(before, later)));

export const adviceSparesOldRisk = step('STEP-45a',
  'Advice changes no maintenance margin, at any later time.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, modules: Modules,
    later: bigint) =>
    event.kind !== 'advise'
    || maintenanceRate(modules, after, later) === maintenanceRate(modules, before, later));

export const adviceOnlyRaises = step('STEP-45b',
  'Advice never lowers initial margin, is never above its cap, and is over after its longest time.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, modules: Modules,
    later: bigint) =>
    event.kind !== 'advise' || later < event.now
    || (initialRate(modules, after, later) >= initialRate(modules, before, later)
      && advised(after, later) <= before.params.adviceCap
      && (later < event.now + before.params.adviceMax || advised(after, later) === 0n)));

/** In ppm: at most maxIntervals × fundingCap of the index, since most × 1e6 ≤ index × cap. */
export const accrualIsBounded = step('STEP-28d',
  'Only an accrual moves cumulative funding, each by at most its capped share of the index.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const moved = after.funding.cumulative - before.funding.cumulative;
    const most = floorDiv(before.index.price * before.params.fundingCap, MILLION);
    return event.kind === 'accrueFunding'
      ? abs(moved) <= most * before.params.maxIntervals
      : moved === 0n;
  });

export const accrualIsUpToDate = step('STEP-50e',
  'After an accrual no whole interval is left to charge, and none that still runs is charged.',
  (_before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind !== 'accrueFunding' || (!fundingDue(after, event.now)
      && after.funding.last <= event.now));

/** Whether a halt holds an idle account back at a time. */
const exitHeld = (v: Venue, time: bigint): boolean =>
  v.mode.kind === 'halted' && haltedFor(v, time) <= v.params.exitDelay;

export const exitStaysOpen = step('HYP-54',
  "No one else's act stops the withdrawal of an idle account, but a halt that begins with it.",
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event, later: bigint) =>
    accounts.every((was, now, acts) =>
      acts || !idle(was) || (idle(now) && now.collateral >= was.collateral))
    && (!exitHeld(after, later) || exitHeld(before, later)
      || (open(before) && after.mode.since === event.now)));
