// expect SUB-04 3:10
export function code(kind: 'a' | 'b'): 'x_a' | 'x_b' {
  return `x_${kind}`;
}
