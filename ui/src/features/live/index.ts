export { JoinDialog } from './JoinDialog';
export { ShareDialog } from './ShareDialog';
