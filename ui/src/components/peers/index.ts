export { Avatar } from './Avatar';
export { EditedBy, LookedAtBy } from './Marks';
