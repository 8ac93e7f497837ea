// Words of the glossary as labels.

/** "fixed-date" as a label: "Fixed-date". */
export function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
