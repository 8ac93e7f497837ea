// A file of the browser as the door takes it.
import type { Source } from '../../bindings';

export async function readSource(file: File): Promise<Source> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const chunks: string[] = [];
  // In pieces, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) chunks.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return { type: 'bytes', name: file.name, base64: btoa(chunks.join('')) };
}
