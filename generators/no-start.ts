// The fault of having no book to draw events on, which the author of a kernel can mend.

/** Nothing can be drawn on: a run over no book would find nothing and say nothing. */
export class NoStart extends Error {
  constructor() {
    super('plimsoll: no genesis was found that the kernel accepts, and no committed trace gives '
      + 'one: plimsoll witness --update asks the solver for one');
    this.name = 'NoStart';
  }
}
