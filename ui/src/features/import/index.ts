export { ImportDialog } from './ImportDialog';
export { MergeDialog } from './MergeDialog';
