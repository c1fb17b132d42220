// expect SUB-43 2:1
if (1n > 0n) Object.freeze(Object.prototype);
export function one(): bigint {
  return 1n;
}
