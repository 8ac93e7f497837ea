export { DrivenGroup, GroupDriver } from './driver';
export { KeyedField, type KeyedFieldProps } from './KeyedField';
export { SlotField, refusal, type SlotFieldProps } from './SlotField';
export { briefRange, parse, readDay, show, showDay } from './parse';
export { PlanProvider, useEntities, usePlan, type Named } from './plan';
export { findEntity, slotRecords, slotValue } from './read';
export { fieldSpec, type FieldSpec, type Shape } from './spec';
