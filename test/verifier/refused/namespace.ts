// expect SUB-31 2:1
export namespace limits {
  export const top = 1n;
}
