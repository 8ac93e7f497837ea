export { ImportDialog } from './ImportDialog';
export { HistoryDialog } from './HistoryDialog';
export { MergeDialog } from './MergeDialog';
export { DecisionsDialog } from './DecisionsDialog';
