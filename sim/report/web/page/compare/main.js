import { show_page } from '../page.js';
import { compare } from './compare.js';

show_page(compare);
