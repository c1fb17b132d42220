// Composition of a book: a kernel's transitions with the modules that they call put in, so that the
// book itself need not know that there are any. That they are modules which the kernel's
// configuration lists, and so were proved, is ASM-9.

type Composed<R extends readonly unknown[], O> = (...inputs: R) => O;

/** A transition of this composition; it costs no more to call than the transition itself. */
export const compose = <M, R extends readonly unknown[], O>(
  modules: M,
  transition: (modules: M, ...inputs: R) => O,
): Composed<R, O> => transition.bind(null, modules) as Composed<R, O>;
