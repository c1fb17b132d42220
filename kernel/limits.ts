// The hard limits of every quantity: constants that no parameter and nobody can change. Units and
// reasons: spec/README.md.

export const PPM = 1_000_000n;
export const MAX_AMOUNT = 79_228_162_514_264_337_593_543_950_335n; // 2^96 − 1
export const MAX_LOTS = 1_099_511_627_776n; // 2^40
export const MAX_PRICE = 1_099_511_627_775n; // 2^40 − 1
export const MAX_FUNDING = 1_099_511_627_776n; // 2^40: of the cumulative funding, either way
export const MAX_TIME = 1_099_511_627_776n; // 2^40
export const MAX_HEIGHT = 1_099_511_627_776n; // 2^40
export const MAX_HASH = 1_329_227_995_784_915_872_903_807_060_280_344_576n; // 2^120
export const MAX_BASE_FEE = 18_446_744_073_709_551_616n; // 2^64
export const MAX_BUSY = 4_294_967_296n; // 2^32 accounts with size ≠ 0 or cost ≠ 0
export const MAX_EXPOSURE = 309_485_009_821_345_068_724_781_056n; // 2^88
export const EXIT_PRICE = 4_398_046_511_104n; // 2^42: no lot ever closes at a price as high
