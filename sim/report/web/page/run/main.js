import { show_page } from '../page.js';
import { run } from './run.js';

show_page(run);
