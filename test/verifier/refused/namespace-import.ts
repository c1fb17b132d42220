// expect SUB-33 2:1
import * as purse from './number.ts';
export function one(): bigint {
  return 1n;
}
