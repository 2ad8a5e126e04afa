import { report, train } from './train.js';

const entry = new URLSearchParams(location.search).get('entry') ?? 'index.js';
import(`./vendor/playgrad/${entry}`).then(({ open }) => train(open)).catch(report);
