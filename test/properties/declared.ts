// Everything that the property files declare, as values.
import * as accounting from '../../invariants/accounting.ts';
import * as margin from '../../invariants/margin.ts';
import * as modes from '../../invariants/modes.ts';
import * as oracle from '../../invariants/oracle.ts';
import * as ranges from '../../invariants/ranges.ts';
import * as settlement from '../../invariants/settlement.ts';
import * as proofsOfArithmetic from '../../proofs/arithmetic.ts';
import * as proofsOfAvailability from '../../proofs/availability.ts';
import * as proofsOfMargin from '../../proofs/margin.ts';
import * as proofsOfOracle from '../../proofs/oracle.ts';
import * as proofsOfRounding from '../../proofs/rounding.ts';
import { coverContract } from '../../spec/contracts/cover.ts';
import { depositContract } from '../../spec/contracts/deposit.ts';
import { fundInsuranceContract } from '../../spec/contracts/fund-insurance.ts';
import { heartbeatContract } from '../../spec/contracts/heartbeat.ts';
import { liquidateContract } from '../../spec/contracts/liquidate.ts';
import { reportContract } from '../../spec/contracts/report.ts';
import { resolveContract } from '../../spec/contracts/resolve.ts';
import { settleContract } from '../../spec/contracts/settle.ts';
import { tradeContract } from '../../spec/contracts/trade.ts';
import { withdrawContract } from '../../spec/contracts/withdraw.ts';

export const contracts = {
  deposit: depositContract, withdraw: withdrawContract, fundInsurance: fundInsuranceContract,
  trade: tradeContract, settle: settleContract, liquidate: liquidateContract,
  resolve: resolveContract, cover: coverContract, report: reportContract,
  heartbeat: heartbeatContract,
} as const;

const ofBooks = [accounting, margin, modes, oracle, ranges, settlement].flatMap((family) =>
  Object.values(family));

export const invariants = ofBooks.flatMap((p) => (p.kind === 'invariant' ? [p] : []));
export const steps = ofBooks.flatMap((p) => (p.kind === 'step' ? [p] : []));

const proofs = [
  proofsOfArithmetic, proofsOfAvailability, proofsOfMargin, proofsOfOracle, proofsOfRounding,
].flatMap((family) => Object.values(family));

export const lemmas = proofs.flatMap((p) => (p.kind === 'lemma' ? [p] : []));
export const theorems = proofs.flatMap((p) => (p.kind === 'theorem' ? [p] : []));
