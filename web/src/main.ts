/** The app: registers the elements of `index.html` and starts them. */
import { startAppearance } from './elements/appearance.ts';
import './elements/define.ts';
import { keepSite } from './offline/register.ts';

startAppearance();
keepSite();
