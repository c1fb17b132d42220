// The codec: every value has one text, is read back from it, and no other text is read at all. A
// book's hash depends on the book alone: not on the order of its accounts, nor on ones that are
// empty.

import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  CodecFault, decodeState, decodeValue, encodeState, encodeValue, hashState,
} from '../../runtime/codec.ts';

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 },
    fc.bigInt(), fc.boolean(), fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true })),
}));

const account = fc.record({ held: fc.bigInt(), owed: fc.bigInt() });
const EMPTY = { held: 0n, owed: 0n };
const book = fc.record({
  venue: fc.record({ vault: fc.bigInt(), mode: fc.constantFrom('open', 'shut') }),
  accounts: fc.uniqueArray(fc.tuple(fc.bigInt(), account), { selector: ([id]) => id }),
});

describe('the codec', () => {
  test.prop([value])('reads every value back from its text', (given) => {
    const text = encodeValue(given);
    expect(decodeValue(text)).toEqual(given);
    expect(encodeValue(decodeValue(text))).toBe(text);
  });

  test.prop([value, value])('gives different values different texts', (left, right) => {
    let same = true;
    try {
      expect(left).toEqual(right);
    } catch {
      same = false;
    }
    expect(encodeValue(left) === encodeValue(right)).toBe(same);
  });

  it('tells an integer from a word of digits, and writes fields in one order', () => {
    expect(encodeValue({ b: 7n, a: '7' })).toBe(`{"a":"'7","b":"7"}`);
    expect(encodeValue({ a: '7', b: 7n })).toBe(`{"a":"'7","b":"7"}`);
  });

  it.each([
    '{"b":"1","a":"2"}', '"007"', '"-0"', '"1n"', '7', 'null', '{"a": "1"}', '{"a":"1","a":"1"}',
    '', '[', '""',
  ])('refuses %s', (text) => {
    expect(() => decodeValue(text)).toThrow(CodecFault);
  });

  it.each([[null], [1], [undefined], [Symbol.iterator]])('has no text for %s', (given) => {
    expect(() => encodeValue(given)).toThrow(CodecFault);
  });
});

describe('the hash of a book', () => {
  test.prop([book, fc.nat()])('depends on nothing but the book', ({ venue, accounts }, turn) => {
    const at = accounts.length === 0 ? 0 : turn % accounts.length;
    const turned = [...accounts.slice(at), [10n ** 90n, EMPTY] as const, ...accounts.slice(0, at)];
    const hash = hashState({ venue, accounts }, EMPTY);
    expect(hashState({ venue, accounts: turned }, EMPTY)).toBe(hash);
    const read = decodeState<typeof venue, typeof EMPTY>(encodeState({ venue, accounts }, EMPTY));
    expect(hashState(read, EMPTY)).toBe(hash);
    const richer = { ...venue, vault: venue.vault + 1n };
    expect(hashState({ venue: richer, accounts }, EMPTY)).not.toBe(hash);
  });

  it('is of what a state is, and of nothing else', () => {
    expect(() => decodeState('{"venue":"1"}')).toThrow(CodecFault);
    expect(() => decodeState('["1"]')).toThrow(CodecFault);
  });
});
