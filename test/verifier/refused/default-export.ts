// expect SUB-43 2:1
export default function one(): bigint {
  return 1n;
}
