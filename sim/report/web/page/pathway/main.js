import { show_page } from '../page.js';
import { pathway } from './pathway.js';

show_page(pathway);
