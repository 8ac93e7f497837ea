export { SinceSelect, useSince } from './Since';
export { SLIP_WIDTH, Slip, slipColumn } from './Slip';
