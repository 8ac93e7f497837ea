export { OwnKey } from './OwnKey';
