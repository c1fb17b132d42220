// Finite worlds in which this repository's kernel is explored: every sequence of their events. A
// scope holds several worlds at once, kept apart by a parameter that no event changes, so that each
// can be about one thing and end by itself. docs/explore.md says how to write one.

import { type Choices, scope } from 'plimsoll';
import type { Event, Genesis } from './kernel/event.ts';
import { genesis } from './kernel/genesis.ts';
import { MAX_AMOUNT, MAX_LOTS } from './kernel/limits.ts';
import type { Params, Venue } from './kernel/state.ts';

type Kind = Event['kind'];
type Transitions = {
  readonly [K in Kind]: (event: Extract<Event, { readonly kind: K }>) => unknown;
};
const kernel = { genesis, transitions: {} as Transitions }; // a scope takes the types alone

type Asked<K extends Kind> = Choices<Extract<Event, { readonly kind: K }>>;
/** What may happen at a venue, by transition; nothing of those left out. */
type Events = {
  readonly [K in Kind]?: (venue: Venue, accounts: readonly bigint[]) => readonly Asked<K>[];
};
type World = { readonly params: Params; readonly events: Events };

const [START, HEIGHT, HASH, PRICE] = [1_000n, 10n, 7n, 10n];
const DAY = 86_400n;
const ALL = MAX_AMOUNT; // of a gain

/** One feed decides; rates are coarse and times short: small amounts round, fail and go under. */
const base: Params = {
  feedWeights: [1n, 0n, 0n, 0n, 0n], outlierRate: 100_000n, quorum: 1n, maxIndexAge: 10n,
  maxStrikes: 1n, quarantine: 0n, breakerMove: 500_000n, breakerSigmas: 1n,
  breakerFloor: 500_000n, breakerWindow: 1n, volatilityPeriod: 1n, volatilityWeight: 1_000_000n,
  maxChainGap: 10n, chainSettle: 1n, maxSkip: 2n, confirmations: 0n, tradeBand: 500_000n,
  feeRate: 10_000n, minNotional: 10n, maintenanceRate: 700_000n, initialRate: 750_000n,
  gapBase: 0n, gapPerSecond: 0n, gapVolatility: 100_000n, gapCap: 100_000n, rampRate: 100n,
  adviceCap: 200_000n, adviceMax: 100n, liquidationRate: 20_000n, congestionSlope: 1_000_000n,
  congestionCap: 10_000n, closeFactor: 500_000n, fundingInterval: 5n, fundingCap: 100_000n,
  maxIntervals: 1n, windowLength: 100n, payoutFloor: 0n, payoutCap: 200_000n,
  insuranceBudget: 500_000n, feeBudget: 500_000n, exitDelay: 2n, tripAfter: 10n, cooldown: 1n,
  reduceOnlyFor: 1n, haltMemory: 100n, maxHalt: 10n, grace: 1n, guardianPeriod: 3n,
  maxDeficit: 1n, approvalQuorum: 600_000n, enactDelay: DAY, proposalLife: 20n,
};

const when = <T>(condition: boolean, choices: readonly T[]): readonly T[] =>
  (condition ? choices : []);
const isOpen = ({ mode: { kind } }: Venue): boolean => kind === 'active' || kind === 'reduceOnly';
const isTraded = (venue: Venue): boolean => venue.openInterest > 0n;
const isUnmoved = ({ index, clock }: Venue): boolean => index.price === PRICE && clock === START;

/** Until so much is in the vault, and nothing else has happened. */
const deposits = (venue: Venue, amount: bigint, most: bigint): readonly Asked<'deposit'>[] =>
  when(venue.vault < most && !isTraded(venue) && isUnmoved(venue) && isOpen(venue),
    [{ amount: [amount], height: [0n], now: [START] }]);

const heard = (price: readonly bigint[], time: bigint): Asked<'report'> =>
  ({ feed: ['first'], price, time: [time], now: [time] });

/** The next prices from one that is on one of two ways out. */
const further = ({ index: { price } }: Venue, first: readonly bigint[]): readonly bigint[] =>
  (price === PRICE ? first : price === 15n ? [20n] : price === 5n ? [3n] : []);

/** Every event that is rejected for what it says: tried at the first venue, and no other. */
const wrong = [-1n, START - 1n];
const isFirst = (venue: Venue): boolean => venue.clock === START && venue.vault === 0n
  && venue.chain.height === HEIGHT && venue.feeds[0].time === 0n;
const odd = <T>(choices: readonly T[]) => (venue: Venue): readonly T[] =>
  when(isFirst(venue), choices);
const ofAmount = odd([{ amount: [0n, 1n], now: [START] }, { amount: [1n], now: wrong }]);
const ofLots = odd([{ lots: [0n, 1n], now: [START] }, { lots: [1n], now: wrong }]);
const bare = odd([{ now: [START, ...wrong] }]);
const sound = {
  action: ['params' as const], params: [base], hash: [1n], weight: [700_000n],
  approvedUntil: [START], now: [START],
};
const block = {
  height: [HEIGHT + 1n], hash: [8n], parent: [HASH], time: [START + 1n], baseFee: [0n],
  now: [START + 1n],
};

const said: World = {
  params: base,
  events: {
    deposit: odd([{ amount: [0n, 1n], height: [-1n, HEIGHT + 1n], now: [START, ...wrong] }]),
    withdraw: ofAmount,
    fundInsurance: odd([{ amount: [0n], now: [START] }, { amount: [1n], now: wrong }]),
    collectFees: ofAmount,
    trade: odd([{ lots: [0n, 1n], price: [0n, 30n], now: [START, ...wrong] }]),
    settle: (venue, accounts) =>
      when(isFirst(venue), [{ by: accounts, most: [0n, 1n], now: [START, ...wrong] }]),
    liquidate: ofLots,
    deleverage: ofLots,
    resolve: bare,
    cover: bare,
    report: odd([
      { feed: ['second'], price: [0n], time: [START], now: [START] },
      { feed: ['first'], price: [PRICE], time: [-1n, 0n, START + 1n], now: [START] },
      { feed: ['first'], price: [PRICE], time: [START], now: wrong },
    ]),
    heartbeat: odd([
      { ...block, height: [-1n, HEIGHT + 3n] }, { ...block, hash: [-1n] },
      { ...block, parent: [-1n] }, { ...block, baseFee: [-1n] }, { ...block, now: [START] },
      { ...block, height: [HEIGHT], hash: [HASH] }, { ...block, time: [START] },
      { ...block, now: wrong },
    ]),
    trip: bare,
    halt: odd([{ now: wrong }]),
    resume: bare,
    accrueFunding: odd([
      { by: ['funder'], rate: [2n ** 40n, 0n], now: [START, ...wrong] },
      { by: ['anyone'], rate: [1n], now: [START] },
    ]),
    advise: odd([{ rate: [-1n, 1n], until: [START - 1n], now: [START, ...wrong] }]),
    propose: odd([
      { ...sound, hash: [-1n] }, { ...sound, weight: [-1n, 500_000n] }, { ...sound, now: wrong },
      { ...sound, approvedUntil: [START - 1n, START + 21n] },
      { ...sound, params: [{ ...base, grace: -1n }, { ...base, quorum: 2n }] },
    ]),
    cancel: odd([{ hash: [1n], weight: [-1n, 500_000n], now: [START, ...wrong] }]),
    enact: odd([{ hash: [1n], now: [START, ...wrong] }]),
    windDown: bare,
    collect: bare,
    finalise: bare,
    redeem: bare,
  },
};

const all = (venue: Venue, accounts: readonly bigint[]) =>
  [{ by: accounts, most: [ALL], now: [venue.clock] }];

/** Prices that ruin either side, a second apart; what is owed is paid, written off or left. */
const market: World = {
  params: {
    ...base, confirmations: 1n, fundingCap: 0n, maintenanceRate: 550_000n, initialRate: 590_000n,
    gapVolatility: 150_000n, payoutCap: 1_000_000n,
  },
  events: {
    deposit: (venue) => deposits(venue, 13n, 52n),
    withdraw: (venue) => when(venue.vault === 52n && isUnmoved(venue),
      [{ amount: [4n], now: [START] }]),
    fundInsurance: (venue) => when(venue.insurance === 0n && venue.badDebt.amount > 0n,
      [{ amount: [2n], now: [venue.clock] }]),
    collectFees: (venue) => when(venue.fees > 0n && (isUnmoved(venue) || venue.badDebt.amount > 0n),
      [{ amount: [1n], now: [venue.clock] }]),
    trade: (venue) => [
      ...when(isUnmoved(venue) && !isTraded(venue),
        [{ lots: [2n], price: [PRICE], now: [START] }]),
      ...when(isTraded(venue) && venue.badDebt.amount > 0n,
        [{ lots: [1n], price: [venue.index.price], now: [venue.clock] }]),
      ...when(venue.openInterest === 2n && venue.fees === 2n && isUnmoved(venue),
        [{ lots: [1n], price: [5n], now: [START] }]),
    ],
    settle: all,
    liquidate: (venue) => when(!isUnmoved(venue),
      [{ lots: venue.index.price === 7n ? [1n, 2n] : [2n, 3n], now: [venue.clock] }]),
    deleverage: (venue) => when(!isUnmoved(venue), [{ lots: [2n, 3n], now: [venue.clock] }]),
    resolve: (venue) => when(!isUnmoved(venue), [{ now: [venue.clock] }]),
    cover: (venue) => when(venue.badDebt.amount > 0n, [{ now: [venue.clock] }]),
    report: (venue) => when(isTraded(venue) && further(venue, [5n, 7n, 15n]).length > 0,
      [heard(further(venue, [5n, 7n, 15n]), venue.clock + 1n)]),
    windDown: (venue) => when(venue.badDebt.amount > 0n && venue.clock < START + 5n,
      [{ now: [venue.clock + 2n] }]),
  },
};

/** Positions of the greatest size, and a vault that is full. */
const huge: World = {
  params: { ...base, confirmations: 2n },
  events: {
    deposit: (venue) => [
      ...deposits(venue, 8n * MAX_LOTS, 32n * MAX_LOTS),
      ...when(venue.vault > 0n && isUnmoved(venue),
        [{ amount: [MAX_AMOUNT], height: [0n], now: [START] }]),
    ],
    fundInsurance: (venue) => when(venue.vault > 0n && isUnmoved(venue),
      [{ amount: [MAX_AMOUNT], now: [START] }]),
    trade: (venue) => when(isUnmoved(venue) && venue.fees < MAX_LOTS / 3n, // two trades
      [{ lots: [MAX_LOTS], price: [PRICE], now: [START] }]),
    settle: all,
    liquidate: (venue) => when(venue.clock === START + 1n, [{ lots: [1n], now: [START + 2n] }]),
    report: (venue) => when(isTraded(venue) && isUnmoved(venue), [heard([15n], START + 1n)]),
  },
};

const LATE = START + 11n; // index and chain are stale
const LATER = START + 12n; // a chain that came back is steady again, and in grace
const lateTimes = ({ clock }: Venue): readonly bigint[] =>
  (clock === START ? [START, LATE] : clock === LATE ? [LATE, LATER] : [clock, LATER + 1n]);

const oneLate = (venue: Venue) =>
  when(isTraded(venue), [{ lots: [1n], now: lateTimes(venue) }]);

/** An index, a chain and funding that fall behind with positions open, and catch up. */
const late: World = {
  params: { ...base, confirmations: 3n },
  events: {
    deposit: (venue) => deposits(venue, 16n, 32n),
    withdraw: (venue) => when(isTraded(venue), [{ amount: [2n], now: lateTimes(venue) }]),
    trade: (venue) => [
      ...when(isUnmoved(venue) && !isTraded(venue), [{ lots: [2n], price: [PRICE], now: [START] }]),
      ...when(isTraded(venue) && !isUnmoved(venue),
        [{ lots: [1n], price: [venue.index.price], now: lateTimes(venue) }]),
      ...when(isTraded(venue) && isUnmoved(venue), [{ lots: [1n], price: [PRICE], now: [LATE] }]),
    ],
    settle: (venue, accounts) => when(isTraded(venue),
      [{ by: accounts, most: [1n, ALL], now: lateTimes(venue) }]),
    liquidate: oneLate,
    deleverage: oneLate,
    report: (venue) => when(isTraded(venue) && venue.clock === START, [heard([10n, 15n], LATE)]),
    heartbeat: (venue) => when(venue.clock === LATE && venue.chain.height === HEIGHT,
      [{ ...block, time: [LATE], now: [LATE] }]),
    trip: (venue) => when(isTraded(venue), [{ now: lateTimes(venue) }]),
    accrueFunding: (venue) => [
      ...when<Asked<'accrueFunding'>>(isTraded(venue) && venue.clock === START,
        [{ by: ['funder'], rate: [1n], now: [START, LATE] }]),
      ...when<Asked<'accrueFunding'>>(venue.clock === LATE,
        [{ by: ['anyone'], rate: [venue.funding.rate], now: [LATE, LATER] }]),
    ],
  },
};

const since = ({ mode }: Venue, after: bigint): bigint => mode.since + after;
const inMode = (venue: Venue, ...kinds: readonly Venue['mode']['kind'][]): boolean =>
  kinds.includes(venue.mode.kind);

const atOnce = (venue: Venue) => [{ now: [venue.clock] }];
const atEnd = (venue: Venue) => when(inMode(venue, 'windingDown', 'wound'), atOnce(venue));
const inHalt = (lots: readonly bigint[]) => (venue: Venue) =>
  when(inMode(venue, 'halted'), [{ lots, now: [venue.clock] }]);

/** Halts of every kind, what ends them, and the end of a book that nobody resumed. */
const halts: World = {
  params: { ...base, confirmations: 4n },
  events: {
    deposit: (venue) => [
      ...deposits(venue, 16n, 32n),
      ...when(inMode(venue, 'halted', 'wound') && venue.vault === 32n,
        [{ amount: [1n], height: [0n], now: [venue.clock] }]),
    ],
    withdraw: (venue) => when(venue.vault === 33n || (inMode(venue, 'wound') && venue.vault > 28n),
      [{ amount: [1n], now: inMode(venue, 'halted') ? [venue.clock, since(venue, 3n)]
        : [venue.clock] }]),
    fundInsurance: (venue) => when(inMode(venue, 'windingDown')
      || (isTraded(venue) && venue.insurance === 0n && venue.clock === START),
      [{ amount: [1n], now: [venue.clock] }]),
    collectFees: (venue) => atEnd(venue).map((one) => ({ ...one, amount: [1n] })),
    trade: (venue) => [
      ...when(isUnmoved(venue) && !isTraded(venue) && isOpen(venue),
        [{ lots: [2n], price: [PRICE], now: [START] }]),
      ...when(inMode(venue, 'halted', 'reduceOnly') && isTraded(venue),
        [{ lots: [1n], price: [venue.index.price], now: [venue.clock] }]),
    ],
    settle: (venue, accounts) => when(inMode(venue, 'halted'),
      [{ by: accounts, most: [ALL], now: [venue.clock] }]),
    liquidate: inHalt([1n]),
    deleverage: inHalt([1n]),
    resolve: (venue) => when(inMode(venue, 'halted'), atOnce(venue)),
    cover: atEnd,
    report: (venue) => [
      ...when(isTraded(venue) && inMode(venue, 'active') && venue.mode.since === START
        && further(venue, [5n, 15n]).length > 0,
      [heard([...further(venue, [5n, 15n]), 99n], venue.clock + 1n)]),
      ...when(isUnmoved(venue) && isTraded(venue) && venue.feeds[0].time === 0n,
        [heard([PRICE], START)]),
      ...when(inMode(venue, 'halted') && venue.clock < since(venue, 2n),
        [heard([PRICE], since(venue, 2n))]),
    ],
    heartbeat: (venue) => when(venue.chain.height === HEIGHT && isTraded(venue)
      && inMode(venue, 'active', 'halted') && isUnmoved(venue),
    [{ ...block, height: [HEIGHT], time: [START], now: [START] }, block]),
    trip: (venue) => when(inMode(venue, 'halted'), atOnce(venue)),
    halt: (venue) => when(isTraded(venue)
      && (venue.mode.reason === 'none' || venue.clock < venue.guardianFrom), atOnce(venue)),
    resume: (venue) => [
      ...when(inMode(venue, 'halted'),
        [{ now: [venue.clock, since(venue, 2n), since(venue, 11n)] }]),
      ...when(inMode(venue, 'reduceOnly'), [{ now: [venue.clock, since(venue, 2n)] }]),
    ],
    accrueFunding: (venue) => when(inMode(venue, 'halted'),
      [{ by: ['anyone'], rate: [0n], now: [venue.clock] }]),
    propose: (venue) => when(inMode(venue, 'windingDown'),
      [{ ...sound, approvedUntil: [venue.clock], now: [venue.clock] }]),
    enact: (venue) => when(inMode(venue, 'windingDown'), [{ hash: [1n], now: [venue.clock] }]),
    windDown: (venue) => when(inMode(venue, 'halted', 'windingDown'),
      [{ now: [inMode(venue, 'halted') ? since(venue, 11n) : venue.clock] }]),
    collect: atEnd,
    finalise: (venue) => when(inMode(venue, 'windingDown'), atOnce(venue)),
    redeem: (venue) => when(inMode(venue, 'wound'), atOnce(venue)),
  },
};

const VOTED = START + DAY; // when the delay of a proposal made at the start is over
const proposal = (
  hash: bigint, weight: bigint, params: Params, action: 'params' | 'windDown' = 'params',
): Asked<'propose'> => ({
  action: [action], params: [params], hash: [hash], weight: [weight],
  approvedUntil: [START + hash], now: [START],
});
const governed: Params = { ...base, confirmations: 5n };

/** Proposals that replace each other, are withdrawn, expire, or change the rules; in a halt too. */
const votes: World = {
  params: governed,
  events: {
    report: (venue) => when(venue.index.time === START && venue.proposal.action === 'windDown',
      [heard([PRICE], VOTED)]),
    heartbeat: (venue) => when(venue.clock === VOTED && venue.chain.height === HEIGHT,
      [{ ...block, time: [VOTED], now: [VOTED] }]),
    halt: (venue) => when(venue.clock === START, [{ now: [START] }]),
    accrueFunding: (venue) => when(venue.clock === VOTED,
      [{ by: ['anyone'], rate: [0n], now: [VOTED + 1n] }]),
    advise: (venue) => when(venue.clock === START && venue.proposal.hash === 0n,
      [{ rate: [1n, 2n], until: [START + 1n, START + 2n], now: [START] }]),
    propose: (venue) => when(venue.clock === START, [
      proposal(1n, 600_000n, { ...governed, maintenanceRate: 720_000n }),
      proposal(2n, 600_000n, { ...governed, maxHalt: 11n }),
      proposal(3n, 700_000n, {
        ...governed, breakerMove: 550_000n, breakerFloor: 550_000n, maintenanceRate: 760_000n,
        initialRate: 800_000n,
      }),
      proposal(4n, 800_000n, governed, 'windDown'),
    ]),
    cancel: (venue) => when(venue.clock === START && venue.proposal.hash > 0n,
      [{ hash: [1n, 4n], weight: [400_000n, 500_000n], now: [START] }]),
    enact: (venue) => when(venue.proposal.hash > 0n && venue.clock <= VOTED,
      [{ hash: [venue.proposal.hash], now: [START, VOTED, VOTED + 21n] }]),
    windDown: (venue) => when(venue.proposal.action === 'windDown' && venue.clock <= VOTED + 1n,
      [{ now: [venue.clock < VOTED ? VOTED : venue.clock] }]),
  },
};

const worlds: readonly World[] = [said, market, huge, late, halts, votes];

/** In the world of a venue. */
const ask = <K extends Kind>(kind: K, among: readonly World[]) =>
  (venue: Venue, accounts: readonly bigint[]): readonly Asked<K>[] => {
    const events: Events = among[Number(venue.params.confirmations)]?.events ?? {};
    return events[kind]?.(venue, accounts) ?? [];
  };

const askAll = (among: readonly World[]) => ({
  deposit: ask('deposit', among), withdraw: ask('withdraw', among),
  fundInsurance: ask('fundInsurance', among), collectFees: ask('collectFees', among),
  trade: ask('trade', among), settle: ask('settle', among), liquidate: ask('liquidate', among),
  deleverage: ask('deleverage', among), resolve: ask('resolve', among), cover: ask('cover', among),
  report: ask('report', among), heartbeat: ask('heartbeat', among), trip: ask('trip', among),
  halt: ask('halt', among), resume: ask('resume', among),
  accrueFunding: ask('accrueFunding', among), advise: ask('advise', among),
  propose: ask('propose', among), cancel: ask('cancel', among), enact: ask('enact', among),
  windDown: ask('windDown', among), collect: ask('collect', among),
  finalise: ask('finalise', among), redeem: ask('redeem', among),
});

const founding = (params: Params): Genesis =>
  ({ params, price: PRICE, now: START, height: HEIGHT, hash: HASH });

export const small = scope(kernel, {
  accounts: [1n, 2n, 3n, 4n],
  genesis: [
    ...worlds.map(({ params }) => founding(params)),
    ...[{ now: -1n }, { price: 0n }, { height: -1n }, { hash: -1n }].map((one) =>
      ({ ...founding(base), ...one })),
    founding({ ...base, quorum: 0n }), founding({ ...base, quorum: 2n }),
  ],
  events: askAll(worlds),
  check: 200,
});

const soon = ({ clock }: Venue): readonly bigint[] => [clock, clock + 2n];

/** Everything at once: a market in time, with halts, funding, and an end. */
const whole: World = {
  params: base,
  events: {
    deposit: (venue) => when(venue.vault < 60n,
      [{ amount: [16n, 20n], height: [0n], now: [venue.clock] }]),
    withdraw: (venue) => [{ amount: [4n], now: soon(venue) }],
    trade: (venue) => [{ lots: [1n, 2n], price: [venue.index.price], now: [venue.clock] }],
    settle: (venue, accounts) => [{ by: accounts, most: [1n, ALL], now: [venue.clock] }],
    liquidate: (venue) => [{ lots: [1n, 2n], now: [venue.clock] }],
    deleverage: (venue) => [{ lots: [1n, 2n], now: [venue.clock] }],
    resolve: atOnce,
    cover: atOnce,
    report: (venue) => [heard([PRICE, ...further(venue, [5n, 15n])], venue.clock + 1n)],
    halt: atOnce,
    resume: (venue) => [{ now: soon(venue) }],
    accrueFunding: (venue) => [{ by: ['funder'], rate: [1n], now: soon(venue) }],
    windDown: (venue) => [{ now: [venue.clock, venue.clock + 11n] }],
    collect: atOnce,
    finalise: atOnce,
    redeem: atOnce,
  },
};

const wide = { genesis: [founding(base)], events: askAll([whole]) };

/** Three accounts: millions of states, minutes. */
export const medium = scope(kernel, { ...wide, accounts: [1n, 2n, 3n], depth: 7 });

/** Four accounts, and longer: as far as memory goes. */
export const large = scope(kernel, { ...wide, accounts: [1n, 2n, 3n, 4n], depth: 14 });
