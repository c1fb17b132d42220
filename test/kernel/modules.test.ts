// The kernel is composed: what each transition owes is the same whatever it is composed of, and a
// book of other modules runs, dearer where they are stricter.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enact } from '../../kernel/enact.ts';
import type { Withdraw } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import { plainMedian } from '../../kernel/plain-median.ts';
import { report } from '../../kernel/report.ts';
import type { Account, Feeds } from '../../kernel/state.ts';
import { steppedGap, tieredShortfall } from '../../kernel/tiered-risk.ts';
import { withdraw } from '../../kernel/withdraw.ts';
import { compose } from '../../runtime/compose.ts';
import { printAssertions } from '../../verifier/ir/smtlib.ts';
import { claimCell, createCells } from '../../verifier/obligation/build.ts';
import type { Claim } from '../../verifier/obligation/claim.ts';
import { composeProject } from '../../verifier/obligation/composition.ts';
import { poseQuestion } from '../../verifier/obligation/question.ts';
import { createSession } from '../../verifier/obligation/session.ts';
import type { Session } from '../../verifier/obligation/session.ts';
import { readProject } from '../../verifier/read/project.ts';
import type { Project } from '../../verifier/read/tree.ts';
import { founded, modules, START } from './fixture.ts';

const others: Modules = {
  ...modules, gap: steppedGap, shortfall: tieredShortfall, aggregate: plainMedian,
};

/** All that is claimed of one transition. */
function claimsOn(session: Session, transition: string): readonly Claim[] {
  const scope = {
    without: new Set<string>(), open: new Set<string>(),
    wants: (_property: string, of: string | null) => of === transition,
  };
  const cells = [...createCells(session, scope)].filter(({ name }) => name === transition);
  return cells.flatMap((cell) => claimCell(cell, scope));
}

/** What is asked of one transition, in the words that the solver is asked in. */
function asked(project: Project, transition: string): readonly string[] {
  const session = createSession(project);
  const lemmas = project.properties.filter((property) => property.kind === 'lemma');
  const contracts = project.properties.filter((property) => property.kind === 'module');
  return claimsOn(session, transition).map((claim) => {
    const { folded, first } = poseQuestion(session, claim, { lemmas, contracts });
    return [claim.id, folded, first.smt2].join(' ');
  });
}

/** Each claim's goal and what is known where it is asked, by the names that the text gives them. */
function stated(project: Project, transition: string) {
  const claims = claimsOn(createSession(project), transition);
  const terms = new Map(claims.flatMap(({ goal, context }) =>
    [goal, ...context.facts.map((fact) => fact.term)].map((term) => [term.id, term] as const)));
  return {
    text: printAssertions([...terms.values()], { products: 'exact', quotients: 'opaque' }),
    claims: claims.map(({ id, goal, context }) =>
      [id, goal.id, ...context.facts.map((fact) => fact.term.id)].join(' ')),
  };
}

/** With the last implementation of every module composed first. */
function recomposed(project: Project): Project {
  const chosen = [...project.program.modules].map(([member, { implementations }]) =>
    [member, implementations.at(-1) ?? ''] as const);
  return composeProject(project, new Map(chosen));
}

describe('another composition', () => {
  const project = readProject(join(import.meta.dirname, '../../plimsoll.config.ts'));

  const calling = project.transitions.filter((transition) => transition.modules);

  test.each(calling)('owes the same of $name, fact by fact', ({ name }) => {
    const one = stated(project, name);
    const other = stated(recomposed(project), name);
    expect(one.claims.length).toBeGreaterThan(500);
    expect(one.text.includes('#module.')).toBe(true);
    expect(other.claims).toEqual(one.claims);
    expect(other.text === one.text).toBe(true);
  }, 120_000);

  // the words add lemmas and contracts, which are the same for every transition
  test('is asked of resume word for word', () => {
    expect(asked(recomposed(project), 'resume')).toEqual(asked(project, 'resume'));
  }, 120_000);
});

describe('a book of other modules', () => {
  const rich: Account = {
    collateral: 2_000_000_000_000n, size: 10_000_000_000n, cost: 10_000_000_000_000n, claim: 0n,
  };
  const venue = { ...founded(), vault: rich.collateral };
  const event: Withdraw = { kind: 'withdraw', account: 1n, amount: 1n, now: START };

  test('asks more of a large position, by its tiers', () => {
    const plain = compose(modules, withdraw);
    const tiered = compose(others, withdraw);
    const leaving = (left: bigint): Withdraw => ({ ...event, amount: rich.collateral - left });
    expect(plain(venue, rich, leaving(1_000_000_000_000n)).kind).toBe('accepted');
    expect(tiered(venue, rich, leaving(1_450_000_000_000n)).kind).toBe('accepted');
    expect(tiered(venue, rich, leaving(1_449_999_999_999n)))
      .toEqual({ kind: 'rejected', code: 'margin_too_low' });
  });

  test('frees margin to whoever splits it, as the composed one does not', () => {
    const half: Account = {
      collateral: 100_000_000_000n, size: 1_000_000_000n, cost: 1_000_000_000_000n, claim: 0n,
    };
    const whole: Account = {
      collateral: 2n * half.collateral, size: 2n * half.size, cost: 2n * half.cost, claim: 0n,
    };
    const short = (composed: Modules, { collateral, size }: Account): bigint =>
      composed.shortfall(collateral, size, 1_000n, 100_000n);
    expect([short(modules, half), short(modules, whole)]).toEqual([0n, 0n]);
    expect([short(others, half), short(others, whole)])
      .toEqual([0n, 50_000_000_000n * 1_000_000n]);
  });

  test('adopts the median itself where the other adopts an average', () => {
    const feed = (price: bigint) => ({ price, time: START + 1n, strikes: 0n, until: 0n });
    const feeds: Feeds = [feed(1_000n), feed(1_000n), feed(1_009n), feed(1_009n), feed(0n)];
    const last = {
      kind: 'report', feed: 'fifth', price: 1_003n, time: START + 2n, now: START + 2n,
    } as const;
    const heard = { ...venue, feeds };
    const adopted = (composed: Modules): bigint => {
      const out = compose(composed, report)(heard, last);
      return out.kind === 'accepted' ? out.venue.index.price : 0n;
    };
    expect(adopted(modules)).toBe(1_004n);
    expect(adopted(others)).toBe(1_003n);
  });

  test('rejects as the other does what no module decides', () => {
    const late = { kind: 'enact', hash: 1n, now: START } as const;
    expect(compose(others, enact)(venue, late)).toEqual(compose(modules, enact)(venue, late));
  });
});
