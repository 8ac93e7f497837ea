export { Avatar, hueOf } from './Avatar';
export { EditedBy, LookedAtBy } from './Marks';
