export { SinceSelect, useSince } from './Since';
export { Slip, slipColumn } from './Slip';
