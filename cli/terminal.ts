// Where text goes: results to standard output, progress and errors to standard error. Everything
// that prints is handed a Terminal, so that a test can hold what was printed.

export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly interactive: boolean; // standard error is a terminal: a line may be rewritten
  readonly color: boolean;
  readonly columns: number; // of a table
  readonly lineWidth: number; // of standard error: what a line that is rewritten may fill
};

export type Color = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

const CODES: Readonly<Record<Color, string>> = {
  red: '31', green: '32', yellow: '33', dim: '2', bold: '1',
};
const NARROWEST = 100;
const WIDEST = 120;
const UNKNOWN_WIDTH = 80;

/** NO_COLOR (https://no-color.org): any non-empty value turns colour off. */
export function openTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: stderr.isTTY === true,
    color: stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '',
    columns: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? NARROWEST)),
    lineWidth: stderr.columns ?? UNKNOWN_WIDTH,
  };
}

export function paint(terminal: Terminal, color: Color, text: string): string {
  return terminal.color ? `\u001b[${CODES[color]}m${text}\u001b[0m` : text;
}
