// New ids are made here, by the window: time-ordered UUIDs (version 7), as the plan file keeps them.
import type { EntityId, Kind } from '../bindings';

export function newId(now: number = Date.now(), random: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  const bytes = Uint8Array.from(random);
  let time = now;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function newEntity(kind: Kind): EntityId {
  return { kind, id: newId() };
}

/** The one entity of the plan's own settings. */
export const PLAN_ENTITY: EntityId = { kind: 'plan', id: '00000000-0000-0000-0000-000000000000' };
