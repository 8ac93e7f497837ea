export { SinceSelect, useSince } from './Since';
