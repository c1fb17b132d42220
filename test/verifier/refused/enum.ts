// expect SUB-31 2:1
export enum Side {
  Long,
}
