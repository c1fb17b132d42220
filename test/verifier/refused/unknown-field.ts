// expect SUB-02 2:22
export type Note = { readonly text: unknown };
export function keep(note: Note): Note {
  return note;
}
