import { show_page } from '../page.js';
import { sweep } from './sweep.js';

show_page(sweep);
