export { Bar, Chips, FilterBox, Gap } from './Bar';
export { Grid, type Band, type Column } from './Grid';
export { NewLine } from './NewLine';
export type { Sort } from './order';
export { usePreferredSort } from './sort';
