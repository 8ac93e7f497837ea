export { AuthorDialog } from './AuthorDialog';
export { StartPage } from './StartPage';
