export { MembersDialog } from './MembersDialog';
