// Ctrl-C in a long run: the first asks it to stop and say what it has found, the second ends it.

export type Interrupt = { readonly asked: () => boolean; readonly release: () => void };

export function listenForInterrupt(): Interrupt {
  let asked = false;
  const stop = (): void => {
    asked = true;
  };
  process.once('SIGINT', stop);
  return { asked: () => asked, release: () => void process.removeListener('SIGINT', stop) };
}
