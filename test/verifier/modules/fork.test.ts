// A session of a changed program numbers its terms as another such session numbers other terms:
// nothing that one remembers by number may reach the other. Where it did, a change that is one was
// called equivalent.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../cli/session.ts';
import { findContracts, instantiateCalls } from '../../../verifier/obligation/module.ts';
import { namesIn } from '../../../verifier/obligation/question.ts';
import { createSession, forkSession } from '../../../verifier/obligation/session.ts';
import type { Session } from '../../../verifier/obligation/session.ts';
import { readProject } from '../../../verifier/read/project.ts';

const project = readProject(join(ROOT, 'examples', 'tariff', 'plimsoll.config.ts'));

/** The fee of so much, at a rate that is new to the session too. */
function stateFee(session: Session, amount: string, rate: string): readonly string[] {
  const given = [session.terms.variable(amount), session.terms.variable(rate)];
  const contracts = findContracts(session.project, new Set());
  const said = instantiateCalls(session, contracts, [{ member: 'fee', arguments: given }]);
  return namesIn(said.map(({ term }) => term));
}

describe('two sessions forked of one', () => {
  it('number different terms alike', () => {
    const session = createSession(project);
    const [one, other] = [forkSession(session, project), forkSession(session, project)];
    expect(one.terms.variable('a').id).toBe(other.terms.variable('b').id);
  });

  it('state a contract of their own terms', () => {
    const session = createSession(project);
    const [one, other] = [forkSession(session, project), forkSession(session, project)];
    expect(stateFee(one, 'a', 'x')).toEqual(expect.arrayContaining(['a', 'x']));
    expect(stateFee(other, 'b', 'y')).toEqual(expect.arrayContaining(['b', 'y']));
    expect(stateFee(other, 'b', 'y')).not.toContain('a');
    expect(stateFee(session, 'c', 'z')).not.toContain('a');
  });
});
