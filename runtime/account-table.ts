// A map from account id to a flat record of bigints. Records whose id and fields are small live in
// typed arrays, outside the garbage-collected heap: at a million accounts a Map of records spends
// more time in the collector and in the memory bus than a trade takes. All others live in a Map.
// A record read is a copy: two reads of one id give equal records, not the same one.

const LEAST_CAPACITY = 16;
const EXACT = 2 ** 53; // a number below this in magnitude is the image of one bigint only
const GOLDEN = 0x9e3779b1; // Knuth, TAOCP 6.4: 2^32 / φ, odd

type Flat = Readonly<Record<string, bigint>>;

export class AccountTable<A extends Flat> {
  readonly #empty: A;
  readonly #fields: readonly (keyof A & string)[];
  readonly #wide = new Map<bigint, A>();
  #capacity = LEAST_CAPACITY;
  #ids = new Float64Array(LEAST_CAPACITY).fill(NaN); // NaN: the slot is free
  #rows: BigInt64Array<ArrayBuffer>;
  #used = 0;

  /** `empty` gives the records' fields; a record equal to it is stored like any other. */
  constructor(empty: A) {
    this.#empty = empty;
    this.#fields = Object.keys(empty);
    this.#rows = new BigInt64Array(LEAST_CAPACITY * this.#fields.length);
  }

  get size(): number {
    return this.#used + this.#wide.size;
  }

  get(id: bigint): A | undefined {
    const image = Number(id);
    const slot = this.#locate(image);
    if (slot >= 0 && this.#ids[slot] === image) return this.#read(slot);
    return this.#wide.size === 0 ? undefined : this.#wide.get(id);
  }

  set(id: bigint, record: A): void {
    const image = Number(id);
    if (Math.abs(image) >= EXACT || !this.#isNarrow(record)) {
      this.delete(id);
      this.#wide.set(id, record);
      return;
    }
    if (this.#wide.size > 0) this.#wide.delete(id);
    const slot = this.#locate(image);
    if (this.#ids[slot] === image) return this.#write(slot, record);
    if (this.#used * 2 >= this.#capacity) this.#grow();
    this.#insert(image, record);
  }

  /** Closes the gap that it leaves, so that no search ever passes over a grave. */
  delete(id: bigint): void {
    const sought = Number(id);
    let gap = this.#locate(sought);
    if (this.#wide.delete(id) || gap < 0 || this.#ids[gap] !== sought) return;
    const mask = this.#capacity - 1;
    const width = this.#fields.length;
    for (let next = (gap + 1) & mask; ; next = (next + 1) & mask) {
      const image = this.#ids[next] as number;
      if (Number.isNaN(image)) break;
      const pastGap = ((next - hash(image)) & mask) < ((next - gap) & mask);
      if (pastGap) continue; // its home lies behind the gap: there it would not be found
      this.#ids[gap] = image;
      this.#rows.copyWithin(gap * width, next * width, (next + 1) * width);
      gap = next;
    }
    this.#ids[gap] = NaN;
    this.#used -= 1;
  }

  /** Every id with its record, in an order that depends only on what was done to the table. */
  *entries(): Generator<readonly [bigint, A]> {
    for (let slot = 0; slot < this.#capacity; slot += 1) {
      const image = this.#ids[slot] as number;
      if (!Number.isNaN(image)) yield [BigInt(image), this.#read(slot)];
    }
    yield* this.#wide;
  }

  /** The slot of the id, or the free slot where it belongs; −1 for an id that is not small. */
  #locate(image: number): number {
    if (Math.abs(image) >= EXACT) return -1;
    const ids = this.#ids;
    const mask = this.#capacity - 1;
    for (let slot = hash(image) & mask; ; slot = (slot + 1) & mask) {
      const found = ids[slot] as number;
      if (found === image || Number.isNaN(found)) return slot;
    }
  }

  #isNarrow(record: A): boolean {
    for (const field of this.#fields) {
      const value = record[field] as bigint;
      if (BigInt.asIntN(64, value) !== value) return false;
    }
    return true;
  }

  #read(slot: number): A {
    const record: Record<string, bigint> = { ...this.#empty };
    let at = slot * this.#fields.length;
    for (const field of this.#fields) record[field] = this.#rows[at++] as bigint;
    return record as A;
  }

  #write(slot: number, record: A): void {
    let at = slot * this.#fields.length;
    for (const field of this.#fields) this.#rows[at++] = record[field] as bigint;
  }

  #insert(image: number, record: A): void {
    const slot = this.#locate(image);
    this.#ids[slot] = image;
    this.#write(slot, record);
    this.#used += 1;
  }

  #grow(): void {
    const ids = this.#ids;
    const rows = this.#rows;
    const width = this.#fields.length;
    this.#capacity *= 2;
    this.#ids = new Float64Array(this.#capacity).fill(NaN);
    this.#rows = new BigInt64Array(this.#capacity * width);
    ids.forEach((image, from) => {
      if (Number.isNaN(image)) return;
      const slot = this.#locate(image);
      this.#ids[slot] = image;
      this.#rows.set(rows.subarray(from * width, (from + 1) * width), slot * width);
    });
  }
}

function hash(image: number): number {
  const high = Math.floor(image / 2 ** 32);
  const product = Math.imul(image ^ Math.imul(high, GOLDEN), GOLDEN);
  return product ^ (product >>> 15);
}
