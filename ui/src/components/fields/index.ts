export { DrivenGroup, GroupDriver } from './driver';
export { KeyedField, type KeyedFieldProps } from './KeyedField';
export { SlotField, refusal, type SlotFieldProps } from './SlotField';
export { parse, readDay, show, showDay, showRange } from './parse';
export { PlanProvider, useEntities, usePlan, type Named } from './plan';
export { findEntity, slotRecords, slotValue } from './read';
export { fieldSpec, type FieldSpec, type Shape } from './spec';
