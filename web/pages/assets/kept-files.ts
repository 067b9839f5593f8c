/** The files that were read in this tab: to take a column for something else, the file is sent again. Nothing is kept on the server for it. */
const files = new Map<string, File>();

export function keepFile(id: string, file: File): void {
  files.set(id, file);
}

export const keptFile = (id: string): File | undefined => files.get(id);
