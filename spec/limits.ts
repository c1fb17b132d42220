// The published bounds of every quantity, as spec/README.md lists them. Stated here a second time,
// in full, so that a changed limit in the kernel contradicts its contracts instead of moving with
// them.

export const MILLION = 1_000_000n; // a rate of 100 %, in ppm
export const AMOUNT_LIMIT = 79_228_162_514_264_337_593_543_950_335n; // 2^96 − 1 quote
export const LOTS_LIMIT = 1_099_511_627_776n; // 2^40
export const PRICE_LIMIT = 1_099_511_627_775n; // 2^40 − 1 quote per lot
export const TIME_LIMIT = 1_099_511_627_776n; // 2^40 seconds
export const FUNDING_LIMIT = 1_099_511_627_776n; // 2^40 quote per lot, either way
export const HEIGHT_LIMIT = 1_099_511_627_776n; // 2^40 blocks
export const HASH_LIMIT = 1_329_227_995_784_915_872_903_807_060_280_344_576n; // 2^120
export const BASE_FEE_LIMIT = 18_446_744_073_709_551_616n; // 2^64
export const BUSY_LIMIT = 4_294_967_296n; // 2^32 accounts
export const EXPOSURE_LIMIT = 309_485_009_821_345_068_724_781_056n; // 2^88 quote
export const CLOSING_PRICE_LIMIT = 4_398_046_511_104n; // 2^42 quote per lot

/** What any module is asked about lies within these: far above whatever a book can hold. */
export const WIDE = 18_446_744_073_709_551_616n; // 2^64
export const WIDER = WIDE * WIDE * 4_503_599_627_370_496n; // 2^180

export const WEIGHT_LIMIT = 1_000_000n; // of one feed
export const DAY = 86_400n; // seconds
export const MONTH = 2_592_000n; // 30 days, in seconds
export const YEAR = 31_536_000n; // seconds
export const BLOCKS_LIMIT = 1_000_000n;
export const FEE_RATE_LIMIT = 100_000n; // ppm
export const QUOTE_LIMIT = 1_000_000_000_000_000_000n; // quote
export const INITIAL_RATE_LIMIT = 2_000_000n; // ppm
export const MULTIPLE_LIMIT = 100n;
export const GAP_GROWTH_LIMIT = 1_000n; // ppm per second of age
export const RAMP_RATE_LIMIT = 100n; // ppm per second
export const COUNT_LIMIT = 1_000n;
export const MAJORITY = 500_001n; // ppm of all approval weight

export const outside = (x: bigint, least: bigint, greatest: bigint): boolean =>
  x < least || x > greatest;

export const within = (x: bigint, least: bigint, greatest: bigint): boolean =>
  x >= least && x <= greatest;
