// expect SUB-18 2:1
export class Book {
  readonly vault = 0n;
}
