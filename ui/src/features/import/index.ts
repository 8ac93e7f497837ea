export { ImportDialog } from './ImportDialog';
export { MergeDialog } from './MergeDialog';
export { DecisionsDialog } from './DecisionsDialog';
