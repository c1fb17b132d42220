// expect SUB-11 4:10
export type Code = 'a' | 'b';
export function widen(code: 'a'): Code {
  return code as Code;
}
