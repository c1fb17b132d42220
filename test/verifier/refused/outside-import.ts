// expect SUB-33 2:1
import { readFileSync } from 'node:fs';
export function one(): bigint {
  return 1n;
}
