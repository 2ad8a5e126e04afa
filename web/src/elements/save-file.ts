/** Lets messages and frames in between two pieces of work. */
const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

/** Gives the user a file of text, put together piece by piece. */
export async function saveText(name: string, type: string, pieces: Iterable<string>): Promise<void> {
  const parts: string[] = [];
  for (const piece of pieces) {
    parts.push(piece);
    await breathe();
  }
  saveFile(new File(parts, name, { type }));
}

/** Gives the user a file. */
export function saveFile(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The browser has begun to save it by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
