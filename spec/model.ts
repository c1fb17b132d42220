// An independent model of the book, written from the pages of spec/ and sharing no code with the
// kernel: a plain list of accounts, amounts in exact fractions, totals counted anew. It is slow and
// has no rounding; the kernel must decide as it does, and where it rounds, never be kinder.
import type { Event } from '../kernel/event.ts';
import { type Book, copyBook } from './model/book.ts';
import {
  cancel, collect, enact, finalise, propose, redeem, windDown,
} from './model/governance.ts';
import {
  collectFees, cover, deleverage, deposit, fundInsurance, liquidate, resolve, settle, trade,
  withdraw,
} from './model/money.ts';
import {
  accrueFunding, advise, halt, heartbeat, report, resume, trip,
} from './model/oracle.ts';
import { Rejected } from './model/rules.ts';

export type ModelOutcome =
  | { readonly kind: 'accepted'; readonly book: Book }
  | { readonly kind: 'rejected'; readonly code: string };

/** One step of a copy; the book given is not changed. */
export function modelStep(before: Book, event: Event): ModelOutcome {
  const book = copyBook(before);
  try {
    applied(book, event);
  } catch (error) {
    if (error instanceof Rejected) return { kind: 'rejected', code: error.code };
    throw error;
  }
  book.clock = event.now;
  return { kind: 'accepted', book };
}

function applied(book: Book, e: Event): void {
  switch (e.kind) {
    case 'deposit': return deposit(book, e);
    case 'withdraw': return withdraw(book, e);
    case 'fundInsurance': return fundInsurance(book, e);
    case 'collectFees': return collectFees(book, e);
    case 'trade': return trade(book, e);
    case 'settle': return settle(book, e);
    case 'liquidate': return liquidate(book, e);
    case 'deleverage': return deleverage(book, e);
    case 'resolve': return resolve(book, e);
    case 'cover': return cover(book, e);
    case 'report': return report(book, e);
    case 'heartbeat': return heartbeat(book, e);
    case 'trip': return trip(book, e);
    case 'halt': return halt(book, e);
    case 'resume': return resume(book, e);
    case 'accrueFunding': return accrueFunding(book, e);
    case 'advise': return advise(book, e);
    case 'propose': return propose(book, e);
    case 'cancel': return cancel(book, e);
    case 'enact': return enact(book, e);
    case 'windDown': return windDown(book, e);
    case 'collect': return collect(book, e);
    case 'finalise': return finalise(book, e);
    case 'redeem': return redeem(book, e);
  }
}
