// The addresses in a text, those of the web alone: nothing else is made into a link.

/** Each address once, in the order of the text; what ends a sentence is no part of it. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"'`]+/gi) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.,;:!?)\]]+$/, '')))].filter(isWeb);
}

function isWeb(link: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(link).protocol);
  } catch {
    return false;
  }
}
